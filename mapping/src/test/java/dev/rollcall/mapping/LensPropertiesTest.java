package dev.rollcall.mapping;

import dev.rollcall.mapping.place.ScimPlace;
import dev.rollcall.mapping.place.ScimPlaces;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold for every document, every valid mapping and every edit; each repetition is a seed. */
class LensPropertiesTest {
    private static final int SEEDS = 20;
    private static final int ROUNDS = 50;
    private final ScimPlaces places = new ScimPlaces(StandardSchemas.user());

    @RepeatedTest(SEEDS)
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

    @RepeatedTest(SEEDS)
    void anEditIsShownAndTouchesNothingElse(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
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
                    if (value.isPresent()) {
                        assertThat(shown).isEqualTo(value);
                    }
                    touchesOnly(row, document, edit.document(), mapping);
                    applied++;
                }
                case EditOutcome.AppliedAndKept kept -> {
                    assertThat(kept.value()).isEqualTo(value);
                    touchesOnly(row, document, edit.document(), mapping);
                }
                case EditOutcome.Refused refused -> {
                    assertThat(edit.document()).as(refused.reason()).isSameAs(document);
                    boolean mayBe = row.edit() == EditRule.REFUSED
                            || row.scim().filter(path -> path.equals("userName")).isPresent() && value.isEmpty()
                            || refused.reason().contains("has this value and type already");
                    assertThat(mayBe).as(row + ": " + refused.reason()).isTrue();
                }
                case EditOutcome.Overlay overlay -> assertThat(edit.document()).isSameAs(document);
            }
        }
        assertThat(applied).isGreaterThan(ROUNDS / 10);
    }

    @RepeatedTest(SEEDS)
    void theWayThroughAResourceLosesOnlyWhatIsNamed(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
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
                if (isPlainBothWays(row)) {
                    assertThat(kept).as("%s of %s: %s", row, profile, trip.lost()).isTrue();
                }
            }
            assertThat(trip.lost()).allSatisfy(loss -> assertThat(loss.reason()).endsWith("."));
        }
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
            List<ScimPlace> place = other.scim().map(places::parse).stream().toList();
            if (place.stream().noneMatch(there -> there.attribute().equals(written.attribute()))) {
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
