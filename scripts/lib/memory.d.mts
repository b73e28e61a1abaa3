/** How the server is started: limits of its memory. */
export function memoryFlags(): string[]
export function memoryFlag(): string
