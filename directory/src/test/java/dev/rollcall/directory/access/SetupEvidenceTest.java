package dev.rollcall.directory.access;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.setup.SetupProgress;
import dev.rollcall.directory.setup.SetupProgress.State;
import dev.rollcall.directory.setup.SetupStep;
import dev.rollcall.directory.storage.RequestLogEntry;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What each kind of request says of a set-up. */
class SetupEvidenceTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ROOT = "/scim/v2/connections/con_0000000000000001";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "GET    | /Users?filter=x          | 200 |                                            | TEST",
        "GET    | /ServiceProviderConfig   | 200 |                                            | TEST",
        "POST   | /Users                   | 201 | [{\"attributesChanged\":9,\"membersAdded\":0}] | TEST USER",
        "POST   | /Users/.search           | 200 |                                            | TEST",
        "POST   | /Bulk                    | 200 |                                            | TEST",
        "PATCH  | /Users/1                 | 200 |                                            | TEST USER",
        "PATCH  | /Users/1                 | 200 | []                                         | TEST USER",
        "PATCH  | /Users/1                 | 200 | [{\"attributesChanged\":9,\"membersAdded\":0}] | TEST USER UPDATE",
        "PATCH  | /Users/1                 | 200 | [{\"change\":\"assign\",\"path\":\"title\",\"after\":\"x\"}] | TEST USER UPDATE",
        "PUT    | /Users/1                 | 200 | [{\"change\":\"assign\",\"path\":\"active\",\"after\":false}] | TEST USER DISABLE",
        "PUT    | /Users/1                 | 200 | [{\"change\":\"assign\",\"path\":\"active\",\"after\":true}] | TEST USER",
        "PATCH  | /Users/1                 | 200 | [{\"change\":\"assign\",\"path\":\"title\",\"aft    | TEST USER UPDATE",
        "DELETE | /Users/1                 | 204 |                                            | TEST DISABLE",
        "POST   | /Groups                  | 201 | [{\"attributesChanged\":2,\"membersAdded\":0}] | TEST GROUP",
        "POST   | /Groups                  | 201 | [{\"attributesChanged\":2,\"membersAdded\":1}] | TEST GROUP MEMBER",
        "PATCH  | /Groups/1                | 204 | [{\"change\":\"add-members\",\"members\":[{}]}]  | TEST GROUP MEMBER",
        "PATCH  | /Groups/1                | 204 | [{\"change\":\"replace-members\",\"members\":[]}] | TEST GROUP",
        "PATCH  | /Groups/1                | 204 | [{\"change\":\"remove-members\",\"values\":[1]}] | TEST GROUP",
        "DELETE | /Groups/1                | 204 |                                            | TEST"})
    void whatIsGood(String method, String path, int status, String plan, String steps) {
        SetupProgress known = SetupEvidence.after(SetupProgress.NONE,
                entry("1", method, path, status, Optional.ofNullable(plan), Optional.empty()));
        assertThat(in(known, State.DONE)).isEqualTo(steps);
        assertThat(in(known, State.WRONG)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "GET    | /Users         | 401 | wrong                         | TEST",
        "PATCH  | /Users/1       | 401 | wrong                         | TEST",
        "GET    | /Userz         | 404 | nothing here                  | TEST",
        "GET    | /Users?filter=groups | 400 | the filter              | TEST",
        "GET    | /Users/1       | 404 | nobody                        | ''",
        "POST   | /Users         | 409 | taken                         | USER",
        "POST   | /Users         | 400 | the manager is odd            | MANAGER",
        "POST   | /Users         | 409 | manager@acme.example is taken | USER",
        "POST   | /Users/.search | 400 | the filter                    | TEST",
        "PATCH  | /Users/1       | 400 | title                         | UPDATE",
        "PATCH  | /Users/1       | 404 | nobody                        | UPDATE",
        "PATCH  | /Users/1       | 429 | accidental_deletion_guard     | DISABLE",
        "PATCH  | /Users/1       | 429 | too fast                      | UPDATE",
        "DELETE | /Users/1       | 403 | scope                         | DISABLE",
        "POST   | /Groups        | 400 | displayName of the manager    | GROUP",
        "PATCH  | /Groups/1      | 400 | member                        | MEMBER",
        "DELETE | /Groups/1      | 403 | scope                         | GROUP"})
    void whatIsRefused(String method, String path, int status, String error, String step) {
        SetupProgress known = SetupEvidence.after(SetupProgress.NONE,
                entry("1", method, path, status, Optional.empty(), Optional.of(error)));
        assertThat(in(known, State.WRONG)).isEqualTo(step);
        assertThat(in(known, State.DONE)).isEmpty();
    }

    @Test
    void theLastOfAKindDecidesHoweverOftenAndInWhateverOrderTheyAreLookedAt() {
        RequestLogEntry first = entry("1", "POST", "/Users", 201, Optional.empty(), Optional.empty());
        RequestLogEntry second = entry("2", "POST", "/Users", 409, Optional.empty(), Optional.of("taken"));
        RequestLogEntry third = entry("3", "POST", "/Users", 201, Optional.empty(), Optional.empty());
        assertThat(after(first, second).state(SetupStep.USER)).isEqualTo(State.WRONG);
        assertThat(after(first, second, third).state(SetupStep.USER)).isEqualTo(State.DONE);
        assertThat(after(third, first, second, first)).isEqualTo(after(first, second, third));
        assertThat(after(first, third).evidence(SetupStep.USER).first()).get()
                .extracting(SetupProgress.Seen::id)
                .isEqualTo("1");
        SetupProgress known = after(first, second, third).walkedTo("3").waitingFor(List.of("4"));
        assertThat(SetupProgress.parse(known.text())).isEqualTo(known);
    }

    @Test
    void whoIsLetInWithoutATokenShowsNothing() {
        RequestLogEntry entry = new RequestLogEntry(new ConnectionId("con_0000000000000001"), "1", START, "a", "GET",
                ROOT + "/Schemas", 200, 1, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(after(entry)).isEqualTo(SetupProgress.NONE);
    }

    private static SetupProgress after(RequestLogEntry... entries) {
        SetupProgress progress = SetupProgress.NONE;
        for (RequestLogEntry entry : entries) {
            progress = SetupEvidence.after(progress, entry);
        }
        return progress;
    }

    private static String in(SetupProgress progress, State state) {
        return Arrays.stream(SetupStep.values())
                .filter(step -> progress.state(step) == state)
                .map(SetupStep::name)
                .collect(Collectors.joining(" "));
    }

    private static RequestLogEntry entry(String id, String method, String path, int status, Optional<String> plan,
            Optional<String> error) {
        Optional<String> type = path.startsWith("/Users/") || path.startsWith("/Users?") || path.equals("/Users")
                ? Optional.of("User")
                : path.startsWith("/Groups") ? Optional.of("Group") : Optional.empty();
        Optional<String> resource = path.endsWith("/1") ? Optional.of("1") : Optional.empty();
        return new RequestLogEntry(new ConnectionId("con_0000000000000001"), id, START.plusSeconds(Long.parseLong(id)),
                "a", method, ROOT + path, status, 1, Optional.of("tok_1"), type, resource, plan, Optional.empty(),
                error,
                Optional.empty(), Optional.empty());
    }
}
