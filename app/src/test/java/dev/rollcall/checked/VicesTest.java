package dev.rollcall.checked;

import dev.rollcall.check.CheckOutcome;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckSelection;
import dev.rollcall.check.FailureCause;
import dev.rollcall.clients.LiveServers;
import dev.rollcall.clients.StoreKind;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * For each single vice of an endpoint, the first headline of the whole report names the vice. A build tries one vice of each kind,
 * {@link VicesAtFullSize} all.
 */
@ExtendWith(LiveServers.class)
class VicesTest {
    /** Vice and what the first headline says; {@link Mutant#THROTTLED} would take minutes of waiting. */
    private static final String TABLE = """
        MANAGER_AS_TEXT | The manager came as the text
        MANAGER_LOST | 'manager' does not come back
        APPLICATION_JSON | The Content-Type is application/json
        NOT_FOUND_FOR_AN_EMPTY_FILTER | A filter that matches nothing is answered with 404
        NO_CONTENT_FOR_AN_EMPTY_FILTER | GET was answered with 204
        MEMBERS_NOT_EXCLUDED | members is there, though it was excluded
        ACTIVE_AS_TEXT | active: It came as the text "True"
        ACTIVE_NOT_SHOWN | There is no active
        LOST_MEMBERS | 'members' does not come back
        CREATED_WITHOUT_ID | id came as nothing
        HTML_ERROR_PAGE | it begins with "<html>
        NUMERIC_ID | id came as the number 4711
        NO_TOTAL | totalResults came as nothing
        TOTAL_AS_TEXT | totalResults came as the text
        NO_RESOURCES | has no Resources
        BARE_ARRAY | A query was answered with an empty array
        SINGLE_OBJECT | A query was answered with an object with id
        OK_FOR_A_CREATE | What should be answered with 201 is answered with 200
        ACCEPTED_FOR_A_PATCH | PATCH was answered with 202
        CONFLICT_AS_500 | What should be answered with 409 is answered with 500
        CONFLICT_AS_400 | What should be answered with 409 is answered with 400
        OLD_GROUP_SCHEMA | A group with Microsoft's old schema URI
        NO_SCHEMAS | schemas came as nothing
        CASE_OF_NAMES_REGARDED | case
        CASE_OF_GROUPS_REGARDED | case
        REMOVE_EMPTIES_THE_GROUP | A PATCH with Remove of members in a list does not do what it should
        NO_TARGET_FOR_A_FIRST_EMAIL | A PATCH with Add through a filter of emails is answered with 400
        TEXT_BOOLEANS_REFUSED | A boolean that is sent as the text "False" is answered with 400
        TEXT_BOOLEANS_ARE_TRUE | A boolean that is sent as the text "False" does not do what it should
        TEXT_BOOLEANS_IN_FILTERS_REFUSED | A PATCH through a filter on primary is answered with 400
        DELETED_STILL_THERE | What was deleted is still there
        SECOND_DELETE_IS_FINE | What should be answered with 404 is answered with 204
        NULL_ARRAYS | addresses: It came as null
        NULL_TEXTS | title: It came as null
        TIMES_WITHOUT_ZONE | meta.created came as the text
        SLOW_ANSWERS | Nineteen of twenty answers come within a second
        REDIRECT_TO_A_LOGIN | What should be answered with 401 is answered with 302
        ANY_TOKEN_WILL_DO | A wrong token is refused with 401
        USER_AGENT_DEMANDED | Requests without a User-Agent header are refused
        UNKNOWN_PARAMETERS_REFUSED | Query parameters that nobody knows are ignored
        START_INDEX_IGNORED | startIndex
        START_INDEX_ONE_LESS | 'startIndex' does not come back
        INACTIVE_USERS_HIDDEN | A disabled user is still found and read
        NAMES_IN_LOWER_CASE | 'userName' does not come back
        TELEPHONE_NUMBERS_TIDIED | 'phoneNumbers' does not come back
        ADD_APPENDS | 'emails' does not come back
        DOTTED_KEYS_DROPPED | A PATCH whose keys are paths does not do what it should
        MANAGER_ARRAY_REFUSED | A manager that is sent in an array is answered with 400
        EMPTY_MANAGER_KEPT | manager
        UNKNOWN_MEMBER_REFUSED | A member that does not exist does not keep the others out
        NO_GROUPS | Every request to /Groups is answered with 404
        SAME_CHANGE_REFUSED | A PATCH that sets active to true is answered with 400
        PASSWORD_SHOWN | password
        WRONG_FILTERS_IGNORED | A filter that cannot be read is 400 invalidFilter
        PUT_MERGES | PUT
        PUT_NOT_THERE | PUT is answered with 405
        ACCEPT_DEMANDED | A request without an Accept header is answered with 406
        COMPRESSED_UNASKED | compressed only when the request allows it
        UNKNOWN_ATTRIBUTE_AS_500 | A filter on an attribute that nobody knows is no error of the server
        COUNTS_FROM_ZERO | startIndex
        BULK_STATUS_AS_OBJECT | A bulk request makes resources that refer to each other
        CURSOR_BEHIND_THE_LAST_PAGE | A list can be walked by cursor to its end
        """;

    private static final Map<String, String> HEADLINES = TABLE.lines()
            .map(line -> line.split(" \\| ", 2))
            .collect(Collectors.toMap(row -> row[0], row -> row[1]));

    @ParameterizedTest
    @EnumSource(names = {"NUMERIC_ID", "REMOVE_EMPTIES_THE_GROUP"})
    void theFirstHeadlineNamesIt(Mutant vice, LiveServers servers) {
        demand(vice, servers);
    }

    @ParameterizedTest
    @Tag("long")
    @EnumSource(names = {"NOT_FOUND_FOR_AN_EMPTY_FILTER", "TEXT_BOOLEANS_REFUSED", "ACCEPT_DEMANDED",
        "BULK_STATUS_AS_OBJECT", "CURSOR_BEHIND_THE_LAST_PAGE"})
    void theFirstHeadlineNamesMoreOfThem(Mutant vice, LiveServers servers) {
        demand(vice, servers);
    }

    static void demand(Mutant vice, LiveServers servers) {
        try (CheckedEndpoint endpoint = CheckedEndpoint.of(servers.on(StoreKind.SQLITE))) {
            CheckReport report = endpoint.check(CheckSelection.all().without("entra.rate"),
                    endpoint.options().withKeep(),
                    vice::before);

            assertThat(report.causes()).isNotEmpty();
            assertThat(report.causes().getFirst().headline()).as(report.causes()
                    .stream()
                    .map(FailureCause::headline)
                    .collect(Collectors.joining("; ")))
                    .contains(HEADLINES.getOrDefault(vice.name(), "no headline in the table"));
            assertThat(report.ended(CheckOutcome.FAILED)).as("each failure refers to a cause")
                    .allMatch(result -> report.cause(result).isPresent());
        }
    }

    @Test
    void theTableHasEachViceAndNoOther() {
        assertThat(HEADLINES).containsOnlyKeys(Arrays.stream(Mutant.values())
                .filter(vice -> vice != Mutant.THROTTLED)
                .map(Mutant::name)
                .toList());
    }
}
