package dev.rollcall.directory.log;

import dev.rollcall.scim.text.Folding;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class SecretMarksTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** What bodies are put together of, with a letter more or less here and there. */
    private static final List<String> PIECES = Stream.of(
            Secrets.WITHIN.stream(),
            Secrets.WHOLE.stream(),
            Stream.of("path", "value", "Filter", "userName", "tok_ABCDEFGHabcdefgh.", "sec_ABCDEFGHabcdefgh.",
                    "0123abcd", "eyJ",
                    "hbGciOiJFUzI1NiJ9.", "eyJzdWIiOiJhYmMifQ.", "Basic", " ", "Y2xpX0FCQ0RFRkdIYWJjZGVmZ2g6c2VjXw==",
                    "eq", "=", ":",
                    "[", "(", ".", "/", "-", "_", "\"", "\\", "\n", "\t", "%70", "%70assword=s3cret", "%", "1", "é",
                    "\u0301", "ſ", "ﬁ", "Ｐ",
                    "П", "山",
                    "\u00a0", "ß", "\uD835\uDC29", "o", "x", "P", "secretary"))
            .flatMap(pieces -> pieces)
            .toList();

    @Test
    void whateverPassesTheQuickLookPassesTheThoroughOne() {
        Random random = new Random(8);
        int passed = 0;
        for (int i = 0; i < 60_000; i++) {
            ObjectNode body = object(random, 0);
            String json = body.toString();
            String text = text(random);
            if (!SecretMarks.mayBeIn(json)) {
                passed++;
                assertThat(BodyRedaction.thoroughly(body.deepCopy())).isEqualTo(json);
            }
            if (!SecretMarks.mayBeIn(text)) {
                assertThat(Secrets.thoroughly(text)).isEqualTo(text);
                assertThat(Secrets.isName(text)).as(text).isFalse();
                assertThat(Secrets.isPath(text)).as(text).isFalse();
            }
        }
        assertThat(passed).isGreaterThan(2_000);
    }

    @Test
    void everyNameOfASecretIsFoundHoweverItIsWritten() {
        Stream.concat(Secrets.WITHIN.stream(), Secrets.WHOLE.stream())
                .flatMap(name -> Stream.of(name, name.toUpperCase(Locale.ROOT),
                        String.join("_", name.split("")),
                        String.join("\\\"", name.split(""))))
                .forEach(name -> assertThat(SecretMarks.mayBeIn("{\"a\":1,\"" + name + "\":\"x\"}")).as(name).isTrue());
    }

    /** Otherwise it would be no gain, and nobody would see it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"id\":\"2f\",\"userName\":\"zoë@example.com\","
                        + "\"name\":{\"familyName\":\"Müller-O’Brien\",\"givenName\":\"Σοφία\"},\"active\":true,\"title\":\"Инженер\","
                        + "\"addresses\":[{\"postalCode\":\"10115\",\"locality\":\"東京\"}],\"meta\":{\"version\":\"W/\\\"1\\\"\"}}",
                "{\"Operations\":[{\"op\":\"Replace\",\"path\":\"emails[type eq \\\"work\\\"].value\",\"value\":\"a@b.example\"}]}",
                "[{\"change\":\"assign\",\"path\":\"active\",\"before\":true,\"after\":false}]",
                "/scim/v2/connections/con_0123456789abcdef/Users/0199c1f2-5e31-7c6b-9d02-000000000001"
            })
    void whatIsUsualPasses(String text) {
        assertThat(SecretMarks.mayBeIn(text)).isFalse();
    }

    @Test
    void noLetterThatIsPassedOverIsFoldedToALetterOfAName() {
        for (char c = 0x80; c < Character.MAX_VALUE; c++) {
            String text = String.valueOf(c);
            if (!SecretMarks.mayBeIn(text)) {
                assertThat(Folding.fold(text)).as("U+%04X", (int) c).doesNotContainPattern("[a-zA-Z0-9]");
            }
        }
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = MAPPER.createObjectNode();
        int members = 1 + random.nextInt(3);
        for (int i = 0; i < members; i++) {
            switch (random.nextInt(depth < 2 ? 6 : 4)) {
                case 0 -> object.put(text(random), random.nextInt());
                case 4 -> object.set(text(random), object(random, depth + 1));
                case 5 -> {
                    ArrayNode array = JsonNodeFactory.instance.arrayNode().add(text(random));
                    object.set(text(random), array.add(object(random, depth + 1)));
                }
                default -> object.put(text(random), text(random));
            }
        }
        return object;
    }

    private static String text(Random random) {
        return IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> piece(random))
                .collect(Collectors.joining());
    }

    /** Half of them cut somewhere, so that two may make one. */
    private static String piece(Random random) {
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        int cut = random.nextInt(2 * piece.length());
        return cut >= piece.length() ? piece : random.nextBoolean() ? piece.substring(0, cut) : piece.substring(cut);
    }
}
