/** What `rollout status` prints for one state of an object. A failure is what ends the command with an error. */
export type StatusView =
  | { readonly message: string; readonly done: boolean; readonly failure?: undefined }
  | { readonly failure: string };
