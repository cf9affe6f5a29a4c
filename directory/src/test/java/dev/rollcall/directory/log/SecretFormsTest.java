package dev.rollcall.directory.log;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecretFormsTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final int LONG_PATH = 32 << 10;
    /** So often each character may be looked at. A form that goes back looks at each some thousand times. */
    private static final int LOOKS = 16;

    /** The same forms as simply as they can be written; these take time by the square of a text's length. */
    private static final Pattern SIMPLE_JWT = Pattern.compile("(eyJ[\\w-]{8,}\\.)eyJ[\\w-]{8,}\\.[\\w-]*");
    private static final Pattern SIMPLE_BASIC = Pattern
            .compile("(\\b[Bb][Aa][Ss][Ii][Cc] +)(?=\\S*[0-9])(?=\\S*[A-Z])[A-Za-z0-9+/_-]{16,}=*");
    private static final List<String> PIECES = List.of("eyJ", "eyJhbGciOiJFUzI1NiJ9", "eyJzdWIiOiJhYmMifQ", ".", ".",
            ".eyJ", "aaaaaaaa", "-", "_", " ", "Basic ", "basic  ", "xBASIC ", "Y2xpX0FCQ0RFRkdI", "abcdefghijklmnopq",
            "1", "A", "=", ",", "é", "e");

    @ParameterizedTest
    @ValueSource(strings = {"eyJ", "Basic ", "basic\u00a0", "a."})
    void aMebibyteIsGoneThroughOnce(String piece) {
        assertFewLooks("", piece, MEBIBYTE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"eyJaaaaaaaa.", "eyJaaaaaaaa.eyJ", "eyJaaaaaaaaeyJ.", "eyJaaaaaaaa.eyJbbbbbbbb ", "a", "A1", "-",
                "ey",
                "b", "basic", " ", "\u00a0", "\u0301", "=", "tok_", "tok_aaaaaaaaaaaaaaaa.", "tok_aaaaaaaaaaaaaaaa%2e",
                "whsec_", "%", "%2565", "%C3%A9", "\uD835\uDC29"})
    void aLongPathIsGoneThroughOnce(String piece) {
        for (String start : List.of("", "basic", "Basic ", "eyJaaaaaaaa.", "eyJaaaaaaaa.eyJ", "whsec_")) {
            assertFewLooks(start, piece, LONG_PATH);
        }
    }

    @Test
    void theFormsAreTheSimpleOnes() {
        Random random = new Random(5);
        int redacted = 0;
        for (int i = 0; i < 60_000; i++) {
            String text = IntStream.range(0, 1 + random.nextInt(12))
                    .mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
                    .collect(Collectors.joining());
            String simple = SIMPLE_BASIC.matcher(SIMPLE_JWT.matcher(text).replaceAll("$1[redacted]"))
                    .replaceAll("$1[redacted]");
            assertThat(SecretForms.redact(text)).as(text).isEqualTo(simple);
            redacted += simple.equals(text) ? 0 : 1;
        }
        assertThat(redacted).isGreaterThan(1_000);
    }

    /** Each mark on a letter costs a look at those before it; a name is looked at without them. */
    @Test
    void aNameIsFoundUnderItsMarks() {
        assertThat(Secrets.isName("pass\u0315\u0301word")).isTrue();
        assertThat(PathRedaction.redact("/Users?p%CC%95%CC%81assword=s3cret")).doesNotContain("s3cret");
    }

    private static void assertFewLooks(String start, String piece, int length) {
        String text = start + piece.repeat((length - start.length()) / piece.length());
        Stream.concat(SecretForms.ALL.stream(), Stream.of(PercentEscapes.ESCAPES))
                .forEach(form -> form.matcher(new Counted(text, form)).replaceAll(Secrets.REDACTED));
    }

    /** A text that fails when its characters were looked at too often, instead of letting the test wait for hours. */
    private static final class Counted implements CharSequence {
        private final String text;
        private final Pattern form;
        private long looks;

        private Counted(String text, Pattern form) {
            this.text = text;
            this.form = form;
        }

        @Override
        public char charAt(int index) {
            looks++;
            if (looks > (long) LOOKS * text.length()) {
                throw new AssertionError("%s has looked at %s… of %d characters more than %d times each".formatted(
                        form, text.substring(0, Math.min(text.length(), 40)), text.length(), LOOKS));
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
