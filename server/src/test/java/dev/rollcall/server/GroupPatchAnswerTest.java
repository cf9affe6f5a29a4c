package dev.rollcall.server;

import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The PATCH of a group is answered with the group while it has few members (limits.patch-answer-members). */
class GroupPatchAnswerTest {
    private static final int LIMIT = 100;

    private Service service;
    private ScimClient client;
    private String group;

    @BeforeEach
    void start(@TempDir Path folder) {
        service = Service.start(folder);
        client = service.connect("answers");
        group = "/Groups/" + client.group("Staff");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static String members(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{'value':'m" + i + "'}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private Answer add(int from, int to, String query) {
        return client.patch(group + query, "[{'op':'add','path':'members','value':" + members(from, to) + "}]");
    }

    private Answer remove(int member) {
        return client.patch(group, "[{'op':'remove','path':'members[value eq \\\"m" + member + "\\\"]'}]");
    }

    @Test
    void theLimitHoldsExactlyAndBothWays() {
        Answer few = add(0, LIMIT, "");
        assertThat(few.status()).isEqualTo(200);
        assertThat(few.json().path("members")).hasSize(LIMIT);
        assertThat(few.json().path("displayName").stringValue()).isEqualTo("Staff");
        assertThat(few.json()).isEqualTo(client.get(group).json());

        Answer many = add(LIMIT, LIMIT + 1, "");
        assertThat(many.status()).isEqualTo(204);
        assertThat(many.text()).isEmpty();
        assertThat(many.header("ETag")).contains("W/\"3\"");
        assertThat(many.header("Location")).contains(client.baseUrl() + group);
        assertThat(add(LIMIT + 1, LIMIT + 2, "").status()).isEqualTo(204);

        assertThat(remove(0).status()).isEqualTo(204);
        assertThat(remove(1).status()).isEqualTo(200);
        assertThat(client.patch(group, "[{'op':'replace','path':'members','value':[]}]").json().has("members"))
                .isFalse();
    }

    @Test
    void whoSaysWhatItWantsGetsItOfAGroupOfAnySize() {
        add(0, LIMIT + 5, "");
        Answer without = add(LIMIT + 5, LIMIT + 6, "?excludedAttributes=members");
        assertThat(without.status()).isEqualTo(200);
        assertThat(without.json().path("displayName").stringValue()).isEqualTo("Staff");
        assertThat(without.json().has("members")).isFalse();
        assertThat(add(LIMIT + 6, LIMIT + 7, "?excludedAttributes=displayName").status()).isEqualTo(204);
        Answer named = add(LIMIT + 7, LIMIT + 8, "?attributes=displayName");
        assertThat(named.status()).isEqualTo(200);
        assertThat(named.json().has("members")).isFalse();
        assertThat(add(LIMIT + 8, LIMIT + 9, "?attributes=members").json().path("members")).hasSize(LIMIT + 9);
    }

    @Test
    void theLogSaysWhatWasAnswered() {
        add(0, LIMIT + 1, "");
        add(LIMIT + 1, LIMIT + 2, "");
        remove(0);
        remove(1);
        remove(2);
        assertThat(service.log(client)
                .stream()
                .filter(row -> row.method().equals("PATCH"))
                .map(RequestLogEntry::status)
                .toList()
                .reversed()).containsExactly(204, 204, 204, 200, 200);
    }

    @Test
    void aChangeThatChangesNothingIsAnsweredAlike() {
        add(0, 1, "");
        Answer again = add(0, 1, "");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("ETag")).contains("W/\"2\"");
        assertThat(again.json().path("members")).hasSize(1);
    }
}
