package dev.homeport.access.body;

import static dev.homeport.access.body.Judging.GUEST;
import static dev.homeport.access.body.Judging.RULES;
import static dev.homeport.access.body.Judging.verdict;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.access.body.Judged.Allowed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormReadingTest {
  private static final String TYPE = "multipart/form-data; boundary=B";
  private static final String MODEL = lines("--B~Content-Disposition: form-data; name=`model`~~");
  private static final String FILE =
      lines("--B~Content-Disposition: form-data; name=`file`; filename=`a`~Content-Type: a/b~~");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "MODEL>hp-audio~FILE>RIFF~--B--~               | hp-audio:latest once ASK",
        "FILE>RIFF~--~--A~-~MODEL>x:7b~--B--~    | x:7b once ASK",
        "MODEL>x:cloud~--B--~                         | cloud model",
        "MODEL>-x~--B--                               | -x:latest once ASK",
        "MODEL>~--B--                                 | null once ASK",
        "MODEL>--B--                                  | null once ASK",
        "FILE>--B~                                    | invalid form",
        "FILE>~--B--                                  | null once ASK",
        "MODEL>m~MODEL>x:cloud~--B--                   | invalid form",
        "MODEL>m~--B--~MODEL>x:cloud~--B--             | m:latest once ASK",
        "MODEL>m                                      | invalid form",
        "preamble~MODEL>m~--B--                       | invalid form",
        "MODEL>m~--Bx~y~--B--                         | invalid form",
        "MODEL>m~--B ~y~--B--                         | invalid form",
        "--B⏎Content-Disposition: form-data; name=\"model\"⏎⏎x:cloud⏎--B-- | invalid form",
        "--B~Content-Disposition: form-data;~ name=\"model\"~~x:cloud~--B-- | invalid form",
        "--B~Content-Disposition: form-data; name*=UTF-8''model~~x:cloud~--B-- | invalid form",
        "--B~Content-Disposition: form-data; name=\"mo\\del\"~~x:cloud~--B-- | invalid form",
        "--B~Content-Disposition: form-data; name=\"a\"~Content-Disposition: form-data; name=\"model\"~~x:cloud~--B-- | invalid form",
        "--B~Content-Disposition: form-data; name=\"model\"~Content-Transfer-Encoding: quoted-printable~~x:=63loud~--B-- | invalid form",
        "--B~Content-Disposition: form-data; name=\"model\"; filename=\"\"~~x:cloud~--B-- | cloud model",
        "--B~content-disposition: form-data; name=MODEL~~x:cloud~--B-- | cloud model",
        "--B~Content-Disposition: form-data; name=\"file\"; filename=\"x.wav\"; filename*=utf-8''%C3%A4.wav~Content-Length: 1~~y~MODEL>m~--B-- | m:latest once ASK",
        "--B~Content-Transfer-Encoding: 8bit~Content-Disposition: form-data; name=\"model\"~~m~--B-- | m:latest once ASK",
        "--B~~x~--B--                                | invalid form",
        "``                                          | null once ASK",
      })
  void formIsReadOrRefused(String form, String verdict) {
    byte[] body =
        form.replace("MODEL>", MODEL)
            .replace("FILE>", FILE)
            .replace("~", "\r\n")
            .replace('⏎', '\n')
            .getBytes(ISO_8859_1);
    for (int step = 1; step <= Math.max(1, body.length); step++) {
      assertThat(verdict(judge(TYPE, body, step))).isEqualTo(verdict);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "multipart/form-data; boundary=B           | cloud model",
        "Multipart/Form-Data;boundary=\"B\"        | cloud model",
        "multipart/form-data; boundary=B; charset=utf-8 | cloud model",
        "multipart/form-data; boundary*=utf-8''B   | invalid form",
        "multipart/form-data                       | invalid form",
        "multipart/mixed; boundary=B               | invalid form",
        "multipart/form-data; x=y; boundary=B      | invalid form",
        // no form at all: Ollama says so itself (audio/json-body)
        "application/json                          | null once ASK",
      })
  void typeIsUnderstoodOrRefused(String type, String verdict) {
    byte[] body = (MODEL + "x:cloud\r\n--B--\r\n").getBytes(ISO_8859_1);
    assertThat(verdict(judge(type, body, body.length))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4096, 1 << 20})
  void recordingInTheFormIsPassedOver(int step) {
    byte[] body =
        (FILE + "\r\r\n-\u0000".repeat(50_000) + "\r\n" + MODEL + "m\r\n--B--")
            .getBytes(ISO_8859_1);
    assertThat(verdict(judge(TYPE, body, step))).isEqualTo("m:latest once ASK");
  }

  @Test
  void endlessNameIsNotKept() {
    byte[] body = (MODEL + "m".repeat(100_000)).getBytes(ISO_8859_1);
    assertThat(verdict(judge(TYPE, body, 100))).isEqualTo("invalid form");
  }

  @Test
  void withoutATypeThereIsNoForm() {
    var reader =
        new BodyReader(Judging.route("/v1/audio/transcriptions"), GUEST, RULES, null, null);
    assertThat(reader.finish()).isInstanceOf(Allowed.class);
  }

  private static Judged judge(String type, byte[] body, int step) {
    return Judging.judge("/v1/audio/transcriptions", GUEST, RULES, type, body, step);
  }

  private static String lines(String text) {
    return text.replace("~", "\r\n").replace('`', '"');
  }
}
