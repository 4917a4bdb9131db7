/** Fault id → the word of the verdict, and the fault by name. */
export type FirstSaid = Readonly<Record<string, string>>;
