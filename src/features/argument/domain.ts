/*
 * The glossary of the argument: why the service is thought to be safe, as claims that rest on live evidence, and what speaks
 * against them. Pure.
 */

export * from './domain/case.ts';
export * from './domain/counter-evidence.ts';
export * from './domain/document.ts';
export * from './domain/evaluate.ts';
export * from './domain/form.ts';
export * from './domain/gsn.ts';
export * from './domain/modules.ts';
export * from './domain/pattern.ts';
