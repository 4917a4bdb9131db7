/** Fault id → ids of the audits that are open (fail, warn or error) once it is in. */
export type ExpectedAudits = Readonly<Record<string, readonly string[]>>;
