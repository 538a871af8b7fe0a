/** The sample's deliveries are known by their names, in every store. */
export function isSynthetic({ file }: { readonly file: string }): boolean {
  return file.startsWith("syntetisk_");
}
