/** Below this many contacts a share says little: nobody is named for it, and no public page shows it. */
const FEW = 20;

/** Whether a share of some contacts is compared with others. */
export function isCompared(contacts: number, { least = FEW }: { readonly least?: number } = {}): boolean {
  return contacts >= least;
}

/** How many contacts a share must be of to be compared. */
export function leastCompared({ least = FEW }: { readonly least?: number } = {}): number {
  return least;
}
