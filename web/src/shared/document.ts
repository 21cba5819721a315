/** A question with the types of its answer and of its variables, as `codegen.js` writes it. */
export interface Document<Answer, Variables> {
  readonly name: string;
  readonly text: string;
  /** Carries the types; never there at run time. */
  readonly types?: (variables: Variables) => Answer;
}
