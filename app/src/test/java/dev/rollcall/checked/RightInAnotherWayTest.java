package dev.rollcall.checked;

import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckResult;
import dev.rollcall.check.CheckSelection;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.clients.LiveServers;
import dev.rollcall.clients.StoreKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.checked.Mutation.answers;
import static dev.rollcall.checked.Mutation.object;
import static dev.rollcall.checked.Mutation.resources;
import static dev.rollcall.checked.Mutation.with;
import static dev.rollcall.checked.Mutation.withTarget;
import static dev.rollcall.checked.Mutation.withType;
import static org.assertj.core.api.Assertions.assertThat;

/** Servers that are right in another way than Rollcall is: no check says that anything is broken. */
@ExtendWith(LiveServers.class)
@Tag("long")
class RightInAnotherWayTest {
    /** Ways of being right. */
    enum Way {
        NO_CONTENT_FOR_EVERY_CHANGE(answers((request, answer) -> request.method().equals("PATCH")
                && answer.status() == 200 ? with(with(answer, ""), 204) : answer)),
        NEITHER_ENTITY_TAGS_NOR_SORT(answers((request, answer) -> {
            if (request.target().equals("/ServiceProviderConfig") && answer.status() == 200) {
                ObjectNode config = object(answer);
                config.withObjectProperty("etag").put("supported", false);
                config.withObjectProperty("sort").put("supported", false);
                return with(answer, config.toString());
            }
            List<ScimHeader> headers = answer.headers()
                    .stream()
                    .filter(h -> !h.name().equalsIgnoreCase("ETag"))
                    .toList();
            ScimAnswer plain = new ScimAnswer(answer.status(), headers, answer.body(), answer.time());
            return answer.text().startsWith("{\"") && answer.status() < 300 ? with(plain, unversioned(object(plain)))
                    : plain;
        })),
        PAGES_OF_THREE((request, sound) -> {
            String target = request.target();
            if (!request.method().equals("GET") || !target.matches("/(Users|Groups)(\\?.*)?")) {
                return sound.send(request);
            }
            String capped = Pattern.compile("count=(\\d+)")
                    .matcher(target)
                    .replaceAll(count -> "count=" + Math.min(3, Integer.parseInt(count.group(1))));
            return sound.send(withTarget(request,
                    capped.contains("count=") ? capped : capped + (capped.contains("?") ? "&" : "?") + "count=3"));
        }),
        IDS_WITH_DOTS((request, sound) -> dotted(sound.send(undotted(request)))),
        ERRORS_AS_APPLICATION_JSON(answers((request, answer) -> answer.status() >= 400
                ? withType(answer, "application/json")
                : answer)),
        NO_ACTIVE(resources("/Users", user -> user.remove("active")));

        /** An id of Rollcall's, which this server writes with dots in place of hyphens. */
        private static final Pattern ID = Pattern.compile("\\b(01[0-9a-f]{6})-([0-9a-f]{4})-(7[0-9a-f]{3})-");
        private static final Pattern DOTTED = Pattern.compile("\\b(01[0-9a-f]{6})\\.([0-9a-f]{4})\\.(7[0-9a-f]{3})\\.");

        private final Mutation mutation;

        Way(Mutation mutation) {
            this.mutation = mutation;
        }

        private static String unversioned(ObjectNode body) {
            body.findParents("version").forEach(meta -> ((ObjectNode) meta).remove("version"));
            return body.toString();
        }

        private static ScimAnswer dotted(ScimAnswer answer) {
            return new ScimAnswer(answer.status(), answer.headers()
                    .stream()
                    .map(header -> new ScimHeader(header.name(), ID.matcher(header.value()).replaceAll("$1.$2.$3.")))
                    .toList(),
                    ID.matcher(answer.text())
                            .replaceAll("$1.$2.$3.")
                            .getBytes(
                                    StandardCharsets.UTF_8),
                    answer.time());
        }

        private static ScimRequest undotted(ScimRequest request) {
            return new ScimRequest(request.method(), DOTTED.matcher(request.target()).replaceAll("$1-$2-$3-"),
                    request.headers(), request.body().map(body -> DOTTED.matcher(body).replaceAll("$1-$2-$3-")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingBreaks(Way way, LiveServers servers) {
        try (CheckedEndpoint endpoint = CheckedEndpoint.of(servers.on(StoreKind.SQLITE))) {
            CheckReport report = endpoint.check(CheckSelection.all().without("entra.rate"), endpoint.options(),
                    sound -> request -> way.mutation.send(request, sound));

            assertThat(
                    report.results().stream().filter(CheckResult::breaks).map(r -> r.check().id() + ": " + r.message()))
                    .isEmpty();
            assertThat(report.breaksNothing()).as(CheckedEndpoint.complaints(report).toString()).isTrue();
        }
    }
}
