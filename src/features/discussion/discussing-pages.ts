/* The same for their pages: the command line needs none of it. */
export { attachmentsOn, discussionOn } from './on-page.tsx';
export { discussionPages } from './subject-routes.tsx';
