/** Stands for Node's `fs` in the browser (next.config.ts). */
export {}
