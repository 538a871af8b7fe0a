/** The library's types, which it declares for CommonJS though its module is ES. */
import type types from "pptxgenjs";

declare const PptxGenJS: typeof types.default;
type PptxGenJS = types.default;
export default PptxGenJS;
export type Slide = types.default.Slide;
export type IChartOpts = types.default.IChartOpts;
export type BorderProps = types.default.BorderProps;
export type TableCell = types.default.TableCell;
