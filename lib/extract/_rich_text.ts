/** The mark of a footnote, where it is raised: read as other figures, 12 with the mark 1 would be 121. */
const FOOTNOTE_MARK = /^[\s\d*†‡§,;)]*$/;

/** A text of a workbook, put together from its runs: without how it is pronounced, and without raised marks of footnotes. */
export class RichText {
  /** What was read so far. */
  value = "";
  #run = "";
  #inText = false;
  #inReading = false;
  #isRaised = false;

  /** Begins a text. */
  begin(): void {
    this.value = "";
    this.#isRaised = false;
  }

  /** An element within the text begins. */
  open(name: string, attributes: () => Readonly<Record<string, string>>): void {
    if (name === "t") this.#inText = !this.#inReading;
    else if (name === "r") this.#isRaised = false;
    else if (name === "vertAlign") this.#isRaised = attributes().val === "superscript";
    else if (name === "rPh") this.#inReading = true;
  }

  /** A piece of text. */
  add(piece: string): void {
    if (this.#inText) this.#run += piece;
  }

  /** An element within the text ends. */
  close(name: string): void {
    if (name === "t") {
      if (!(this.#isRaised && FOOTNOTE_MARK.test(this.#run))) this.value += this.#run;
      this.#run = "";
      this.#inText = false;
    } else if (name === "r") this.#isRaised = false;
    else if (name === "rPh") this.#inReading = false;
  }
}
