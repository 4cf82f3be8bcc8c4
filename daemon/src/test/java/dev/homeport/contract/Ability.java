package dev.homeport.contract;

/// What a conversation needs of the API it is said in, beyond one question and an answer in words.
public enum Ability {
  /// Several turns.
  TURNS,
  /// A system's instruction.
  SYSTEM,
  /// Tools.
  TOOLS,
  /// A say in which tool is used.
  CHOICE,
  /// Pictures.
  PICTURES,
  /// JSON, any.
  JSON,
  /// JSON by a schema.
  SCHEMA,
  /// A say in whether the model thinks.
  THINK,
  /// Thinking that is told.
  THOUGHTS,
  /// Earlier thinking that goes back to the model.
  OLD_THOUGHTS,
  /// Chances of tokens.
  CHANCES,
  /// A refusal apart from the answer.
  REFUSAL
}
