package dev.rollcall.client.reader;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of an answer: one value in UTF-8, nothing before or after it, no name twice. */
final class AnswerJson {
    private static final String MEND = "Answer one JSON object in UTF-8, without a byte order mark, and let no proxy or login page answer instead.";
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private AnswerJson() {}

    static Optional<JsonNode> read(byte[] body, Findings findings) {
        if (body.length == 0) {
            reject(findings, "The body is empty.");
            return Optional.empty();
        }
        if (body[0] == (byte) 0xEF) {
            reject(findings, "The body begins with a byte order mark or is no JSON.");
            return Optional.empty();
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            JsonNode node = STRICT.readTree(body);
            if (!node.isMissingNode()) {
                return Optional.of(node);
            }
            reject(findings, "The body is blank.");
        } catch (CharacterCodingException e) {
            reject(findings, "The body is not UTF-8.");
        } catch (JacksonException e) {
            String place = Optional.ofNullable(e.getLocation())
                    .map(at -> " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")")
                    .orElse("");
            reject(findings, "The body is no JSON, or nested too deep" + place + "; it begins with \""
                    + Shown.shortened(new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8)) + "\".");
        }
        return Optional.empty();
    }

    private static void reject(Findings findings, String cause) {
        findings.add(ReaderRule.JSON_DOCUMENT, "body", cause, MEND);
    }
}
