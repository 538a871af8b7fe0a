/** The only script that stands open in a page with selections: it unpacks the program, whose hash the policy names. */
import { inflate } from "./inflate.ts";

const packed = document.getElementById("urval-program")?.textContent ?? "";
const script = document.createElement("script");
script.textContent = new TextDecoder().decode(await inflate(packed));
document.body.append(script);
