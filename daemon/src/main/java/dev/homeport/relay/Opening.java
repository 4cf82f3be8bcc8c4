package dev.homeport.relay;

import dev.homeport.dialect.AnswerWriter;
import dev.homeport.wire.frame.Bytes;

/// What a client hears of an answer that has not begun, whoever will give it.
interface Opening {
  /// The type of the content of the answer.
  String contentType();

  /// What means nothing in it.
  byte[] keepAlive();

  /// The answer will not come: its error frame, where the API has one.
  void broken(int status, String text, Bytes out);

  /// Of an answer that is one object and has no place for an error.
  Opening PLAIN =
      new Opening() {
        @Override
        public String contentType() {
          return "application/json; charset=utf-8";
        }

        @Override
        public byte[] keepAlive() {
          return new byte[] {' '};
        }

        @Override
        public void broken(int status, String text, Bytes out) {}
      };

  /// Of an answer by this writer.
  static Opening of(AnswerWriter writer) {
    return new Opening() {
      @Override
      public String contentType() {
        return writer.contentType();
      }

      @Override
      public byte[] keepAlive() {
        return writer.keepAlive();
      }

      @Override
      public void broken(int status, String text, Bytes out) {
        writer.broken(status, text, out);
      }
    };
  }
}
