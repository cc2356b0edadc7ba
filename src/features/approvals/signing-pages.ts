/* The same for the pages of those features: the command line needs none of it. */
export { approvalOnPage } from './on-services.tsx';
export { signPages } from './sign-routes.tsx';
