package dev.rollcall.scim.patch;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.resource.NormalizedResource;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What was changed and is undone is as it was, on sequences from seeded generators. */
class ChangeUndoTest {
    private static final int RUNS = 1_000;
    private static final ResourceType USER = StandardSchemas.user();
    private static final Dialect TOLERANT = Dialect.tolerant();

    @Test
    void whatIsUndoneIsAsItWas() {
        OperationGenerator generator = new OperationGenerator(new Random(20_261_127));
        int changed = 0;
        for (int run = 0; run < RUNS; run++) {
            ObjectNode before = generator.document();
            String operations = String.join(",", generator.operations());
            try {
                ChangePlan plan = PatchPropertiesTest.plan(USER, before, operations);
                String after = plan.document().toString();
                assertThat(ChangeUndo.before(USER, plan.document(), throughText(plan), TOLERANT))
                        .as("%s on %s", operations, before)
                        .isEqualTo(before);
                assertThat(plan.document()).hasToString(after);
                changed += plan.changesDocument() ? 1 : 0;
            } catch (ScimException e) {
                assertThat(e.status()).isEqualTo(400);
            }
        }
        assertThat(changed).isGreaterThan(RUNS / 3);
    }

    @Test
    void whatNoSchemaDeclaresIsAsItWasToo() {
        Random random = new Random(1_605);
        byte[] bytes = new byte[9 * 20];
        int changed = 0;
        for (int run = 0; run < RUNS; run++) {
            random.nextBytes(bytes);
            ObjectNode before = PatchCase.canonical(USER, PatchCase.json("{}"));
            for (String triple : UndeclaredOperations.triples(bytes)) {
                try {
                    ChangePlan plan = PatchPropertiesTest.plan(USER, before, triple);
                    assertThat(read(ChangeUndo.before(USER, plan.document(), throughText(plan), TOLERANT)))
                            .as("%s on %s", triple, before)
                            .isEqualTo(read(before));
                    changed += plan.changesDocument() ? 1 : 0;
                    before = plan.document();
                } catch (ScimException e) {
                    assertThat(e.status()).as(triple).isEqualTo(400);
                }
            }
        }
        assertThat(changed).isGreaterThan(RUNS);
    }

    @Test
    void aCreationAndADeletionHoldTheDocument() {
        OperationGenerator generator = new OperationGenerator(new Random(31));
        Random random = new Random(32);
        byte[] bytes = new byte[9 * 5];
        for (int run = 0; run < RUNS; run++) {
            ObjectNode document = generator.document();
            random.nextBytes(bytes);
            for (String triple : UndeclaredOperations.triples(bytes)) {
                try {
                    document = PatchPropertiesTest.plan(USER, document, triple).document();
                } catch (ScimException e) {
                    assertThat(e.status()).as(triple).isEqualTo(400);
                }
            }
            ChangePlan creation = ResourcePlans.creation(USER,
                    new NormalizedResource(document, List.of(), Set.of()));
            assertThat(read(ChangeUndo.created(USER, throughText(creation), TOLERANT))).isEqualTo(read(document));
            assertThat(read(ChangeUndo.deleted(USER, throughText(ResourcePlans.deletion(document)), TOLERANT)))
                    .isEqualTo(read(document));
        }
    }

    @Test
    void whatIsNoneOfTheDocumentIsPassedOver() {
        ObjectNode user = PatchCase.canonical(USER, PatchCase.json("{\"userName\":\"ada\"}"));
        List<Change> changes = List.of(
                new Change.Assigned("urn:rollcall:params:profile:blocked", Optional.empty(),
                        Optional.of(PatchCase.json("{}"))),
                new Change.MembersRemoved(List.of("x")));
        assertThat(ChangeUndo.before(USER, user, changes, TOLERANT)).isEqualTo(user);
    }

    /** With numbers as a reader has them. */
    private static ObjectNode read(ObjectNode document) {
        return PatchCase.json(document.toString());
    }

    /** As the change record has it. */
    private static List<Change> throughText(ChangePlan plan) {
        return ChangePlanJson.read(ChangePlanJson.write(plan), USER);
    }
}
