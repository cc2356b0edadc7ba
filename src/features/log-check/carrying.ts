import { CarryForm } from './pages/carried.tsx';
import { LIMITS } from './reading/limits.ts';
import { refusalOf, untilGone } from './routes.tsx';
import { FORM_LIMITS, readForm, requestOf } from './uploads.ts';

/** What pages of another feature need to take the log on from the report: the form that carries it, and what reads it. */
export const forPages = { CarryForm, FORM_LIMITS, LIMITS, readForm, requestOf, refusalOf, untilGone };
