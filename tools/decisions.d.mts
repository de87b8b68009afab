export function decisionsIndex(root: string): string;
export function writeDecisionsIndex(root: string): void;
