package dev.rollcall.client.entra;

import dev.rollcall.client.Handwritten;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.reader.ReaderRule;
import dev.rollcall.client.reader.StrictReader;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.scim.message.Urns;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever an endpoint answers, it is read or refused with a sentence; nothing else comes out. */
class MangledAnswersTest {
    private static final int ROUNDS = 4000;
    private static final List<String> VALUES = List.of("null", "true", "'x'", "''", "7", "1e999999", "-1", "[]", "{}",
            "[null]", "[[]]", "{value:{}}", "['a','a']", "99999999999999999999999");
    private static final String USER = RecordingTransport.user(
            ",emails:[{type:'work',value:'a',primary:true}],name:{givenName:'A'},'" + Urns.ENTERPRISE_USER
                    + "':{department:'D',manager:{value:'m'}}");
    private static final List<Consumer<EntraClient>> CALLS = List.of(
            c -> c.probe(ObjectType.USER, "userName"),
            c -> c.match(ObjectType.USER, "emails[type eq \"work\"].value", "a"),
            c -> c.match(ObjectType.GROUP, "displayName", "a"),
            c -> c.read(ObjectType.USER, "1"),
            c -> c.create(ObjectType.GROUP, Attributes.of("displayName", "a")),
            c -> c.disable("1", Optional.empty()),
            c -> c.setManager("1", Optional.empty(), Optional.of("2")),
            c -> c.hasReference(ObjectType.GROUP, "1", "members", "2"),
            c -> c.delete(ObjectType.USER, "1"));
    private static final List<Set<ReaderRule>> READERS = List.of(EnumSet.allOf(ReaderRule.class), Set.of(),
            EnumSet.of(ReaderRule.LIST_TOTAL));

    private final Random random = new Random(20261122);

    @Test
    void mangledJson() {
        for (int i = 0; i < ROUNDS; i++) {
            JsonNode body = Handwritten.json(i % 2 == 0 ? USER : RecordingTransport.list(USER, USER));
            for (int cuts = random.nextInt(3); cuts >= 0; cuts--) {
                mangle(body);
            }
            call(body.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void mangledBytes() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = Handwritten.json(RecordingTransport.list(USER)).toString().getBytes(StandardCharsets.UTF_8);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            call(bytes);
        }
    }

    @Test
    void nestedWithoutEnd() {
        for (String open : List.of("[", "{\"a\":", "{\"schemas\":[")) {
            call(open.repeat(20_000).getBytes(StandardCharsets.UTF_8));
            call((open.repeat(20_000) + "1" + (open.endsWith("[") ? "]" : "}").repeat(20_000))
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    private void call(byte[] body) {
        int status = List.of(200, 201, 204, 302, 400, 404).get(random.nextInt(6));
        ScimAnswer answer = new ScimAnswer(
                random.nextInt(4) == 0 ? status : 200,
                List.of(new ScimHeader("Content-Type", "application/scim+json")), body, Duration.ZERO);
        EntraClient client = EntraClient.of((ScimRequest request) -> answer,
                new StrictReader(READERS.get(random.nextInt(READERS.size()))), EntraDialect.DEFAULT);
        try {
            CALLS.get(random.nextInt(CALLS.size())).accept(client);
        } catch (ProvisioningException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private void mangle(JsonNode node) {
        JsonNode value = Handwritten.json(VALUES.get(random.nextInt(VALUES.size())));
        switch (node) {
            case ObjectNode object when !object.isEmpty() -> {
                List<String> names = List.copyOf(object.propertyNames());
                String name = names.get(random.nextInt(names.size()));
                if (object.get(name).isContainer() && random.nextInt(3) > 0) {
                    mangle(object.get(name));
                } else if (random.nextInt(4) == 0) {
                    object.remove(name);
                } else {
                    object.set(name, value);
                }
            }
            case ArrayNode array when !array.isEmpty() -> {
                int index = random.nextInt(array.size());
                if (array.get(index).isContainer() && random.nextInt(3) > 0) {
                    mangle(array.get(index));
                } else {
                    array.set(index, value);
                }
            }
            default -> assertThat(node.isMissingNode()).isFalse();
        }
    }
}
