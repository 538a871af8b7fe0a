/**
 * Made-up deliveries that carry the published figures of April 2024: contacts ({@linkcode makeSample}) and the files
 * that seven regions would have sent of them ({@linkcode writeSample}), each in its own way of writing, some rows
 * wrong on purpose. Everything is synthetic; no real patient row exists here or ever will.
 *
 * @module
 */
export {
  HISTORY_MONTHS,
  makeSample,
  REGISTER_MONTHS,
  type Sample,
  SAMPLE_SEED,
  type SampleOptions,
} from "./sample.ts";
export { type SampleFaults, type SampleFile, writeSample, type WriteSampleOptions } from "./write.ts";
export { contactHospital, contactId, performedContacts, waitingContacts } from "./contacts.ts";
export { type SampleBoughtCare, sampleBoughtCare } from "./bought_care.ts";
export { type SampleOrder, type SampleSpecialisedCare, sampleSpecialisedCare } from "./specialised_care.ts";
export { type PlacedProblem, type SampleProblem, sampleProblems } from "./problems.ts";
export {
  PUBLISHED_BAND_ENDS,
  publishedApril,
  type PublishedGroup,
  type PublishedOutcome,
  type PublishedRegion,
} from "./targets.ts";
