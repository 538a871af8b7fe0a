/** The size of a picture that fits in some room, in the room's unit; it is made smaller, not larger. */
export function pictureSize(
  svg: string,
  room: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number } {
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? ["", "1", "1"];
  const scale = Math.min(1, room.width / Number(width), room.height / Number(height));
  return { width: Number(width) * scale, height: Number(height) * scale };
}
