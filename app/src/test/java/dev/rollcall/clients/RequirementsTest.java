package dev.rollcall.clients;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** The requirements of the RFCs that a server can show over HTTP, on every store; and what becomes of those that it cannot. */
@ExtendWith(LiveServers.class)
class RequirementsTest {
    /** The tests whose methods show requirements that need more than a table. */
    private static final List<Class<?>> CITING = List.of(SchemaDocumentsTest.class, IsolatedDomainsTest.class,
            BoundedSearchTest.class, PasswordAtRestTest.class, LargeBulkTest.class, MeTest.class);

    private static final Set<String> OFFERED = Set.of("filter", "paging", "sort", "projection", "put", "bulk", "search",
            "etag",
            "cursor");

    @TestFactory
    Stream<DynamicContainer> areMet(LiveServers servers) {
        return Arrays.stream(StoreKind.values())
                .map(kind -> dynamicContainer(kind.name(), RequirementRow.all()
                        .stream()
                        .map(row -> dynamicTest(row.name() + " " + row.ids(), () -> {
                            RequirementPlayer player = new RequirementPlayer(servers.on(kind), row.strict());
                            row.steps().forEach(player::play);
                        }))));
    }

    @Test
    void everyRequirementThatIsAskedIsShownOrExplained() throws IOException {
        Set<String> overHttp = shownOverHttp();
        Map<String, Set<String>> inTests = CitedRequirements.inTests();
        Set<String> shown = new HashSet<>(overHttp);
        shown.addAll(inTests.keySet());
        Set<String> explained = Set.copyOf(RequirementRow.explained());

        assertThat(shown).as("shown and explained").doesNotContainAnyElementsOf(explained);
        Set<String> answered = new HashSet<>(shown);
        answered.addAll(explained);
        List<JsonNode> all = TrafficCases.lines("scim-requirements.jsonl");
        assertThat(answered).as("ids of known requirements").isSubsetOf(ids(all.stream()));
        List<String> asked = ids(all.stream().filter(RequirementsTest::isAsked));
        List<String> beside = asked.stream().filter(id -> shown.contains(id) && !overHttp.contains(id)).toList();
        System.out.printf(
                "Of %d requirements that are asked of a server %d are shown over HTTP, and %d by tests of a module:%n",
                asked.size(), asked.stream().filter(overHttp::contains).count(), beside.size());
        beside.forEach(id -> System.out.printf("  %s: %s%n", id, String.join(", ", inTests.get(id))));
        System.out.println("Not shown are");
        RequirementRow.reasons()
                .forEach((ids, reason) -> System.out.printf("  %s: %s%n", String.join(", ", ids), reason));
        assertThat(asked).hasSizeGreaterThan(350);
        assertThat(answered).containsAll(asked);
        assertThat(answered).containsAll(ids(all.stream().filter(r -> r.path("tier").stringValue().equals("core"))));
    }

    /** The 30 that other servers break most often, by {@code scim-standards.md}; a reason would be no excuse for one of them. */
    @Test
    void whatIsMostOftenBrokenIsShown() throws IOException {
        Set<String> shown = shownOverHttp();
        shown.addAll(CitedRequirements.inTests().keySet());
        assertThat(RequirementRow.oftenBroken()).hasSize(30).allSatisfy(ids -> assertThat(shown).containsAll(ids));
    }

    private static Set<String> shownOverHttp() {
        Set<String> shown = RequirementRow.all()
                .stream()
                .map(RequirementRow::ids)
                .flatMap(Collection::stream)
                .collect(Collectors.toCollection(HashSet::new));
        CITING.stream()
                .map(Class::getDeclaredMethods)
                .flatMap(Arrays::stream)
                .forEach(
                        method -> shown.addAll(cited(method)));
        return shown;
    }

    /** What every server must do, and all of what is offered beyond it. */
    private static boolean isAsked(JsonNode requirement) {
        String area = requirement.path("area").stringValue();
        return !requirement.path("role").stringValue().equals("client")
                && (requirement.path("tier").stringValue().equals("core")
                        || area.startsWith("patch")
                        || OFFERED.contains(area));
    }

    @Test
    void everyRowSendsAndChecks() {
        assertThat(RequirementRow.all()).allSatisfy(row -> assertThat(row.steps()).isNotEmpty()
                .allSatisfy(
                        step -> assertThat(step.has("send") && step.has("status")).isTrue()));
        assertThat(RequirementRow.all().stream().map(RequirementRow::name)).doesNotHaveDuplicates();
    }

    private static List<String> cited(Method method) {
        return Optional.ofNullable(method.getAnnotation(Requirement.class))
                .map(requirement -> List.of(requirement.value()))
                .orElse(List.of());
    }

    private static List<String> ids(Stream<JsonNode> requirements) {
        return requirements.map(r -> r.path("id").stringValue()).toList();
    }
}
