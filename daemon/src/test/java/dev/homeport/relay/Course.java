package dev.homeport.relay;

/// What becomes of a question whose first provider has a mishap.
enum Course {
  /// Nothing: the answer is the first one's, and whole.
  WHOLE,
  /// The answer is whole, whoever gives it.
  ANYBODYS,
  /// Nothing was said so far: somebody else answers.
  NEXT,
  /// The request is wrong for whoever would be asked.
  REFUSED,
  /// Two words of a stream are out: the client is told, and cut. Who wants all at once is answered
  /// by somebody else.
  BREAKS
}
