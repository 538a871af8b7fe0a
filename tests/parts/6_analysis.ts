import { readPart } from "./_parts.ts";

await readPart(import.meta.url);
