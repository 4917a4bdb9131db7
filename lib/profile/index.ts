/** Profiles: what must hold for one name. */
export { builtInProfiles, builtInProfileText, loadProfile } from './load.js';
export { ProfileError, type ProfileIssue } from './issue.js';
export { parseProfile, type ParseOptions } from './parse.js';
export type { DistributionService, OsMinimum, OwnerKind, Profile, Strength } from './types.js';
export { osSupport, type SupportedSystem } from './os-support.js';
