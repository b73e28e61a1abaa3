/** Names of messages have no dots. */
export const scopeWord = <S extends string>(scope: S) => scope.replace('.', '_') as Undotted<S>
type Undotted<S extends string> = S extends `${infer A}.${infer B}` ? `${A}_${B}` : S
