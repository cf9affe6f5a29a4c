package dev.rollcall.mapping;

import dev.rollcall.mapping.place.ScimPlace;
import dev.rollcall.mapping.place.ScimPlaces;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold for every document, every valid mapping and every edit; each repetition is a seed. */
class LensPropertiesTest {
    private static final int SEEDS = 20;
    /** So many are tried in each build. */
    private static final int FEW = 6;
    private static final int ROUNDS = 25;
    private final ScimPlaces places = new ScimPlaces(StandardSchemas.user());

    @RepeatedTest(SEEDS)
    @Tag("long")
    void sendingBackWhatWasReadChangesNothing(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        for (int i = 0; i < ROUNDS; i++) {
            Mapping mapping = new MappingGenerator(random).mapping();
            ObjectNode document = new DocumentGenerator(random).document();
            MappingEdit edit = mapping.edit(document, of(mapping, mapping.profile(document).attributes()),
                    Dialect.tolerant());
            assertThat(edit.document()).isSameAs(document);
            assertThat(edit.refusals()).isEmpty();
        }
    }

    @RepeatedTest(FEW)
    void anEditIsShownAndTouchesNothingElse(RepetitionInfo seed) {
        anEditIsShownAndTouchesNothingElse(seed.getCurrentRepetition());
    }

    @RepeatedTest(SEEDS - FEW)
    @Tag("long")
    void anEditIsShownAndTouchesNothingElseForMoreSeeds(RepetitionInfo seed) {
        anEditIsShownAndTouchesNothingElse(FEW + seed.getCurrentRepetition());
    }

    private void anEditIsShownAndTouchesNothingElse(long seed) {
        Random random = new Random(seed);
        int applied = 0;
        for (int i = 0; i < ROUNDS; i++) {
            MappingGenerator generator = new MappingGenerator(random);
            Mapping mapping = generator.mapping();
            ObjectNode document = new DocumentGenerator(random).document();
            ProfileRow row = mapping.rows().get(random.nextInt(mapping.rows().size()));
            ProfilePath target = ProfilePath.parse(row.auth0());
            Optional<JsonNode> value = random.nextInt(4) == 0 ? Optional.empty() : Optional.of(generator.value(row));
            MappingEdit edit = mapping.edit(document, ProfileEdit.of(target, value), Dialect.tolerant());
            switch (edit.outcomes().get(target)) {
                case EditOutcome.Applied(Optional<JsonNode> shown) -> {
                    assertThat(mapping.profile(edit.document()).value(target)).isEqualTo(shown);
                    if (value.isPresent() && !row.computes()) {
                        assertThat(shown).isEqualTo(value);
                    }
                    if (row.scim().isPresent()) {
                        touchesOnly(row, document, edit.document(), mapping);
                        applied++;
                    }
                }
                case EditOutcome.AppliedAndKept kept -> {
                    assertThat(kept.value()).isEqualTo(value);
                    touchesOnly(row, document, edit.document(), mapping);
                }
                case EditOutcome.Refused refused -> {
                    assertThat(edit.document()).as(refused.reason()).isSameAs(document);
                    boolean mayBe = row.edit() == EditRule.REFUSED
                            || row.constant().isPresent()
                            || refused.reason().endsWith("is text for every client; send text.")
                            || row.expressionOut().isPresent() && refused.reason().contains("expression_out failed")
                            || refused.reason().contains("is primary already")
                            || row.scim().filter(path -> path.equals("userName")).isPresent() && value.isEmpty()
                            || refused.reason().contains("has this value and type already");
                    assertThat(mayBe).as(row + ": " + refused.reason()).isTrue();
                }
                case EditOutcome.Overlay overlay -> assertThat(edit.document()).isSameAs(document);
            }
        }
        assertThat(applied).isPositive();
    }

    @RepeatedTest(FEW)
    void theWayThroughAResourceLosesOnlyWhatIsNamed(RepetitionInfo seed) {
        theWayThroughAResourceLosesOnlyWhatIsNamed(seed.getCurrentRepetition());
    }

    @RepeatedTest(SEEDS - FEW)
    @Tag("long")
    void theWayThroughAResourceLosesOnlyWhatIsNamedForMoreSeeds(RepetitionInfo seed) {
        theWayThroughAResourceLosesOnlyWhatIsNamed(FEW + seed.getCurrentRepetition());
    }

    private void theWayThroughAResourceLosesOnlyWhatIsNamed(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            MappingGenerator generator = new MappingGenerator(random);
            Mapping mapping = generator.mapping();
            ObjectNode profile = generator.profile(mapping);
            RoundTrip trip = mapping.roundTrip(profile);
            assertThat(mapping.profile(trip.resource())).isEqualTo(trip.profile());
            Set<ProfilePath> named = trip.lost().stream().map(Loss::attribute).collect(Collectors.toSet());
            for (ProfileRow row : mapping.rows()) {
                ProfilePath target = ProfilePath.parse(row.auth0());
                boolean kept = target.in(profile).equals(trip.profile().value(target));
                assertThat(named.contains(target)).as(row.toString()).isEqualTo(!kept);
                boolean fits = !ProfileAttributes.isText(target)
                        || target.in(profile).filter(value -> !value.isString()).isEmpty();
                if (isPlainBothWays(row) && !row.computes() && fits && standsAlone(row, mapping)) {
                    assertThat(kept).as("%s of %s: %s", row, profile, trip.lost()).isTrue();
                }
            }
            assertThat(trip.lost()).allSatisfy(loss -> assertThat(loss.reason()).endsWith("."));
        }
    }

    /** What becomes of generated documents, told by the preview and looked at anew. */
    @RepeatedTest(SEEDS)
    @Tag("long")
    void theProfileOfADocumentComesBackButForWhatThePreviewNames(RepetitionInfo seed) {
        Random random = new Random(1_000 + seed.getCurrentRepetition());
        int lost = 0;
        int kept = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Mapping mapping = new MappingGenerator(random).mapping();
            ObjectNode document = new DocumentGenerator(random).document();
            Preview preview = mapping.preview(document);
            ObjectNode before = preview.profile().attributes().deepCopy();
            ObjectNode after = Mapping.parse(mapping.rows())
                    .profile(preview.roundTrip().resource())
                    .attributes()
                    .deepCopy();
            for (Loss loss : preview.roundTrip().lost()) {
                assertThat(loss.attribute().in(before)).isEqualTo(loss.before());
                assertThat(loss.attribute().in(after)).isEqualTo(loss.after()).isNotEqualTo(loss.before());
                assertThat(loss.reason()).endsWith(".");
                loss.before().ifPresent(value -> loss.attribute().put(after, value));
                if (loss.before().isEmpty()) {
                    loss.attribute().put(before, loss.after().orElseThrow());
                }
            }
            assertThat(sorted(after)).as("%s of %s", mapping.rows(), document).isEqualTo(sorted(before));
            for (ProfileRow row : mapping.rows()) {
                ProfilePath target = ProfilePath.parse(row.auth0());
                boolean named = preview.roundTrip().lost().stream().anyMatch(loss -> loss.attribute().equals(target));
                lost += named ? 1 : 0;
                if (isPlainBothWays(row) && !row.computes() && standsAlone(row, mapping)) {
                    assertThat(named).as("%s of %s: %s", row, document, preview.roundTrip().lost()).isFalse();
                    kept++;
                }
            }
        }
        assertThat(lost).isPositive();
        assertThat(kept).isPositive();
    }

    /** One person's whole profile is written over another's: nothing of it disappears without a word. */
    @RepeatedTest(SEEDS)
    @Tag("long")
    void whatAnEditOfAWholeProfileDoesNotShowIsNamed(RepetitionInfo seed) {
        Random random = new Random(2_000 + seed.getCurrentRepetition());
        int applied = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Mapping mapping = new MappingGenerator(random).mapping();
            ObjectNode document = new DocumentGenerator(random).document();
            ObjectNode wanted = mapping.profile(new DocumentGenerator(random).document()).attributes();
            MappingEdit edit = mapping.edit(document, of(mapping, wanted), Dialect.tolerant());
            Profile shown = mapping.profile(edit.document());
            for (ProfileRow row : mapping.rows()) {
                ProfilePath target = ProfilePath.parse(row.auth0());
                if (!row.direction().reads()) {
                    continue;
                }
                switch (edit.outcomes().get(target)) {
                    case EditOutcome.Applied(Optional<JsonNode> told) -> {
                        assertThat(shown.value(target)).as(row.toString()).isEqualTo(told);
                        boolean plain = isPlainBothWays(row) && !row.computes();
                        if (plain && standsAlone(row, mapping)) {
                            assertThat(told).as(row.toString()).isEqualTo(target.in(wanted));
                            applied++;
                        }
                    }
                    case EditOutcome.Refused refused -> assertThat(refused.reason()).endsWith(".");
                    case EditOutcome.Overlay(Optional<JsonNode> kept) ->
                        assertThat(kept).isEqualTo(target.in(wanted));
                    case EditOutcome.AppliedAndKept kept -> assertThat(kept.value()).isEqualTo(target.in(wanted));
                }
            }
        }
        assertThat(applied).isPositive();
    }

    /** A property of what is hardly ever generated says little. */
    @Test
    void allKindsOfRowsAreGenerated() {
        Random random = new Random(7);
        Map<String, Integer> kinds = new TreeMap<>();
        for (int i = 0; i < 500; i++) {
            for (ProfileRow row : new MappingGenerator(random).mapping().rows()) {
                kinds.merge(row.direction().word(), 1, Integer::sum);
                kinds.merge(row.edit().word(), 1, Integer::sum);
                row.constant().ifPresent(_ -> kinds.merge("constant", 1, Integer::sum));
                row.byDefault().ifPresent(_ -> kinds.merge("default", 1, Integer::sum));
                row.expressionIn().ifPresent(_ -> kinds.merge("expression_in", 1, Integer::sum));
                row.expressionOut().ifPresent(_ -> kinds.merge("expression_out", 1, Integer::sum));
                String path = row.scim().orElse("");
                kinds.merge(row.auth0().replaceAll("(_[0-9]+|[.].*)$", ""), 1, Integer::sum);
                kinds.merge(path.contains("[") ? "selector" : "no selector", 1, Integer::sum);
                kinds.merge(path.startsWith("urn") ? "extension" : "core", 1, Integer::sum);
                kinds.merge(path.contains(" and ") ? "two terms" : "one term", 1, Integer::sum);
            }
        }
        assertThat(kinds).containsKeys("email", "blocked", "root", "user_metadata")
                .hasEntrySatisfying("both", MANY)
                .hasEntrySatisfying("in", MANY)
                .hasEntrySatisfying("out", MANY)
                .hasEntrySatisfying("allowed", MANY)
                .hasEntrySatisfying("refused", MANY)
                .hasEntrySatisfying("overlay", MANY)
                .hasEntrySatisfying("constant", MANY)
                .hasEntrySatisfying("default", MANY)
                .hasEntrySatisfying("expression_in", MANY)
                .hasEntrySatisfying("expression_out", MANY)
                .hasEntrySatisfying("selector", MANY)
                .hasEntrySatisfying("extension", MANY)
                .hasEntrySatisfying("two terms", MANY);
    }

    private static final Consumer<Integer> MANY = count -> assertThat(count).isGreaterThan(50);

    private static JsonNode sorted(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        node.propertyNames().stream().sorted().forEach(name -> sorted.set(name, sorted(node.get(name))));
        return sorted;
    }

    /** Whether no other row has to do with the row's attribute of SCIM, so that nothing can come between. */
    private boolean standsAlone(ProfileRow row, Mapping mapping) {
        String attribute = places.parse(row.scim().orElseThrow()).attribute();
        String first = root(attribute);
        return mapping.rows()
                .stream()
                .noneMatch(other -> !other.equals(row)
                        && other.scim()
                                .map(places::parse)
                                .map(ScimPlace::attribute)
                                .map(LensPropertiesTest::root)
                                .filter(first::equals)
                                .isPresent());
    }

    /** An attribute without its part. */
    private static String root(String attribute) {
        int colon = attribute.lastIndexOf(':');
        return attribute.substring(0, colon + 1) + attribute.substring(colon + 1).split("\\.")[0];
    }

    private static boolean isPlainBothWays(ProfileRow row) {
        return row.direction() == Direction.BOTH
                && row.edit() == EditRule.ALLOWED
                && row.byDefault().isEmpty()
                && !row.auth0().equals("blocked");
    }

    private static ProfileEdit of(Mapping mapping, ObjectNode profile) {
        SequencedMap<ProfilePath, Optional<JsonNode>> assignments = new LinkedHashMap<>();
        for (ProfileRow row : mapping.rows()) {
            ProfilePath target = ProfilePath.parse(row.auth0());
            if (row.direction().reads()) {
                assignments.put(target, target.in(profile));
            }
        }
        return new ProfileEdit(assignments);
    }

    /** Everything outside the attribute is the same to the byte, and so is what the profile shows of it. */
    private void touchesOnly(ProfileRow row, ObjectNode before, ObjectNode after, Mapping mapping) {
        ScimPlace written = places.parse(row.scim().orElseThrow());
        assertThat(without(written, after)).hasToString(without(written, before).toString());
        for (ProfileRow other : mapping.rows()) {
            Optional<String> read = other.scim().map(places::parse).map(ScimPlace::attribute);
            if (read.filter(attribute -> !root(attribute).equals(root(written.attribute()))).isPresent()) {
                ProfilePath target = ProfilePath.parse(other.auth0());
                assertThat(mapping.profile(after).value(target)).isEqualTo(mapping.profile(before).value(target));
            }
        }
    }

    private static ObjectNode without(ScimPlace place, ObjectNode document) {
        ObjectNode rest = document.deepCopy();
        rest.remove("schemas");
        String attribute = place.attribute();
        int colon = attribute.lastIndexOf(':');
        String container = colon < 0 ? attribute : attribute.substring(0, colon);
        String name = attribute.substring(colon + 1);
        for (String key : List.copyOf(rest.propertyNames())) {
            if (colon < 0 && key.equals(name.split("\\.")[0])) {
                rest.remove(key);
            } else if (colon >= 0 && key.equalsIgnoreCase(container) && rest.get(key) instanceof ObjectNode inner) {
                List.copyOf(inner.propertyNames()).stream().filter(name::equalsIgnoreCase).forEach(inner::remove);
                if (inner.isEmpty()) {
                    rest.remove(key);
                }
            }
        }
        return rest;
    }
}
