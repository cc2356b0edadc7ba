export function routes(): void {}
