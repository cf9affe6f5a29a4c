package dev.rollcall.scim.json;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads bodies of requests, strictly, in one pass, and writes bodies of answers.
 *
 * <p>Read is one JSON object in UTF-8 without a byte order mark, nothing after it, no name twice in any case in one
 * object (7643-2.1-03), no NUL and no lone surrogate anywhere, within {@link JsonLimits}. Numbers keep every digit.
 * Anything else is refused with {@code invalidSyntax} and a sentence that says where and what to do; it never repeats
 * values of the body, which may be secret.
 */
public final class ScimJson {
    /**
     * The most characters that a name may have. The parser keeps the names of earlier bodies, up to 6,000 of them, to find
     * them again without decoding; so their length is a bound on what stays in memory.
     */
    public static final int MAX_NAME_LENGTH = 1_024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // The limits that matter are applied by the tree builder, with sentences of their own.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private ScimJson() {}

    /**
     * {@return the object that the bytes hold, within {@link JsonLimits#defaults}}
     *
     * @param utf8 the whole body
     * @throws ScimException {@code invalidSyntax} (400), or 413 for more values than may be
     */
    public static ObjectNode parse(byte[] utf8) {
        return parse(utf8, JsonLimits.defaults());
    }

    /**
     * {@return the object that the bytes hold}
     *
     * @param utf8 the whole body
     * @param limits what the body may hold
     * @throws ScimException {@code invalidSyntax} (400), or 413 for more values than may be
     */
    public static ObjectNode parse(byte[] utf8, JsonLimits limits) {
        requireUtf8(utf8);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
            return parse(parser, limits);
        } catch (StreamConstraintsException e) {
            throw invalid("A name in the body has more than " + MAX_NAME_LENGTH + " characters; send it shorter.");
        } catch (JacksonException e) {
            throw invalid("The body is not valid JSON" + place(e.getLocation()) + "; correct it there.");
        }
    }

    /**
     * {@return the tree of JSON that this class wrote, or that was checked before} Numbers keep every digit.
     *
     * @param utf8 the whole body
     * @throws JacksonException when it is no JSON
     */
    public static JsonNode tree(byte[] utf8) {
        return MAPPER.readTree(utf8);
    }

    /**
     * {@return the tree of JSON that this class wrote, or that was checked before} Numbers keep every digit.
     *
     * @param json the whole text
     * @throws JacksonException when it is no JSON
     */
    public static JsonNode tree(String json) {
        return MAPPER.readTree(json);
    }

    /**
     * {@return the node as compact JSON in UTF-8}
     *
     * @param node anything
     */
    public static byte[] write(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    private static ObjectNode parse(JsonParser parser, JsonLimits limits) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw invalid("The body is empty; send one JSON object.");
        }
        if (first != JsonToken.START_OBJECT) {
            throw invalid("The body must be one JSON object, beginning with {.");
        }
        ObjectNode object = new TreeReader(parser, limits).object(1);
        if (parser.nextToken() != null) {
            throw invalid("Something follows the JSON object" + place(parser.currentTokenLocation())
                    + "; send one object and nothing else.");
        }
        return object;
    }

    private static void requireUtf8(byte[] bytes) {
        if (bytes.length >= 3
                && bytes[0] == BYTE_ORDER_MARK[0]
                && bytes[1] == BYTE_ORDER_MARK[1]
                && bytes[2] == BYTE_ORDER_MARK[2]) {
            throw invalid("The body begins with a byte order mark; send UTF-8 without one.");
        }
        int illegal = StrictUtf8.firstIllegal(bytes);
        if (illegal >= 0) {
            throw invalid("The body is not UTF-8 text: byte " + (illegal + 1) + " is not allowed there. "
                    + "Send UTF-8 without NUL.");
        }
    }

    static String place(TokenStreamLocation location) {
        return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    static ScimException invalid(String detail) {
        return ScimException.of(ScimType.INVALID_SYNTAX, detail);
    }
}
