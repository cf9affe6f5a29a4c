package dev.rollcall.scim.patch;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.resource.CanonicalDocument;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** What must hold of any sequence of operations, on sequences from a seeded generator. */
class PatchPropertiesTest {
    private static final int RUNS = 1_000;
    private static final ResourceType USER = StandardSchemas.user();
    private static final List<ObjectNode> MEMBERS = List.of(
            PatchCase.json("{\"value\":\"m1\"}"), PatchCase.json("{\"value\":\"m3\"}"));

    /** Plans one or more operations, written with single quotes. */
    static ChangePlan plan(ResourceType type, ObjectNode before, String operations) {
        FiredTolerances fired = new FiredTolerances();
        String body = "{\"Operations\":[" + operations.replace("\\'", "\\\"").replace('\'', '"') + "]}";
        PatchRequest request = PatchRequest.parse(PatchCase.json(body), Dialect.tolerant(), fired,
                PatchLimits.defaults());
        return PatchPlanner.plan(type, before, request, Dialect.tolerant(), fired, FilterLimits.defaults());
    }

    @Test
    void oneRequestLeadsWhereItsOperationsLeadOneByOne() {
        OperationGenerator generator = new OperationGenerator(new Random(20_260_101));
        int refused = 0;
        for (int run = 0; run < RUNS; run++) {
            ObjectNode before = generator.document();
            List<String> operations = generator.operations();
            try {
                ObjectNode oneByOne = before;
                for (String operation : operations) {
                    oneByOne = plan(USER, oneByOne, operation).document();
                }
                assertThat(plan(USER, before, String.join(",", operations)).document())
                        .as("%s on %s", operations, before)
                        .hasToString(oneByOne.toString());
            } catch (ScimException e) {
                refused++;
            }
        }
        assertThat(refused).isLessThan(RUNS / 2);
    }

    @Test
    void theDocumentStaysCanonicalAndTheOldOneAsItWas() {
        OperationGenerator generator = new OperationGenerator(new Random(7));
        for (int run = 0; run < RUNS; run++) {
            ObjectNode before = generator.document();
            String untouched = before.toString();
            String operations = String.join(",", generator.operations());
            try {
                ObjectNode after = plan(USER, before, operations).document();
                assertThat(CanonicalDocument.of(USER, after, Dialect.tolerant())).as(operations)
                        .hasToString(after.toString());
                assertThat(PatchCase.canonical(USER, after)).as(operations).isEqualTo(after);
            } catch (ScimException e) {
                assertThat(e.status()).isEqualTo(400);
            }
            assertThat(before).as(operations).hasToString(untouched);
        }
    }

    @Test
    void theSameOperationTwiceChangesNothingTheSecondTime() {
        OperationGenerator generator = new OperationGenerator(new Random(99));
        for (int run = 0; run < RUNS; run++) {
            ObjectNode before = generator.document();
            String operation = generator.operation();
            try {
                ObjectNode once = plan(USER, before, operation).document();
                assertThat(plan(USER, once, operation).empty()).as("%s on %s", operation, before).isTrue();
            } catch (ScimException e) {
                assertThat(e.status()).isEqualTo(400);
            }
        }
    }

    @Test
    void theChangesSayExactlyWhatDiffers() {
        OperationGenerator generator = new OperationGenerator(new Random(5));
        for (int run = 0; run < RUNS; run++) {
            ObjectNode before = generator.document();
            String operations = String.join(",", generator.operations());
            try {
                ChangePlan plan = plan(USER, before, operations);
                assertThat(plan.changesDocument()).isEqualTo(!before.equals(plan.document()));
                for (Change change : plan.changes()) {
                    Change.Assigned assigned = (Change.Assigned) change;
                    assertThat(assigned.before()).as(assigned.path()).isNotEqualTo(assigned.after());
                }
            } catch (ScimException e) {
                assertThat(e.status()).isEqualTo(400);
            }
        }
    }

    @Test
    void stepsOnWhatNoSchemaDeclaresLeadWhereTheyLeadOneByOneAndNeverWipeWhatTheyGoThrough() {
        Random random = new Random(1_604);
        byte[] bytes = new byte[9 * 20];
        int planned = 0;
        for (int run = 0; run < RUNS; run++) {
            random.nextBytes(bytes);
            ObjectNode before = PatchCase.canonical(USER, PatchCase.json("{}"));
            for (String triple : UndeclaredOperations.triples(bytes)) {
                try {
                    ObjectNode together = plan(USER, before, triple).document();
                    ObjectNode oneByOne = before;
                    for (String step : triple.split("(?<=\\}),(?=\\{'op')", -1)) {
                        oneByOne = plan(USER, oneByOne, step).document();
                    }
                    assertThat(together).as("%s on %s", triple, before).hasToString(oneByOne.toString());
                    assertThat(PatchCase.canonical(USER, together)).as(triple).isEqualTo(together);
                    before = together;
                    planned++;
                } catch (ScimException e) {
                    assertThat(e.status()).as(triple).isEqualTo(400);
                }
            }
        }
        assertThat(planned).isGreaterThan(RUNS);
    }

    @Test
    void membershipDrawnTogetherLeadsWhereTheSingleChangesLead() {
        Random random = new Random(11);
        for (int run = 0; run < RUNS; run++) {
            List<String> operations = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                operations.add(memberOperation(random));
            }
            ObjectNode group = PatchCase.canonical(StandardSchemas.group(), PatchCase.json("{}"));
            List<ObjectNode> together = plan(StandardSchemas.group(), group, String.join(",", operations))
                    .membersAfter(MEMBERS);
            List<ObjectNode> single = MEMBERS;
            for (String operation : operations) {
                single = plan(StandardSchemas.group(), group, operation).membersAfter(single);
            }
            assertThat(together).as("%s", operations).containsExactlyInAnyOrderElementsOf(single);
        }
    }

    @Test
    void aListOfMembersFollowsThePlan() {
        ObjectNode group = PatchCase.canonical(StandardSchemas.group(), PatchCase.json("{}"));
        for (String[] row : new String[][]{
            {"{'op':'add','path':'members','value':[{'value':'m1','type':'User'},{'value':'m2'}]}", "m1 m3 m2"},
            {"{'op':'remove','path':'members[value eq \\'m1\\']'}", "m3"},
            {"{'op':'remove','path':'members[value gt \\'m1\\']'}", "m1"},
            {"{'op':'replace','path':'members','value':[{'value':'m4'},{'value':'m1'}]}", "m4 m1"},
            {"{'op':'remove','path':'members'}", ""},
            {"{'op':'replace','path':'displayName','value':'d'}", "m1 m3"}}) {
            List<ObjectNode> after = plan(StandardSchemas.group(), group, row[0]).membersAfter(MEMBERS);
            assertThat(after.stream().map(member -> member.path("value").stringValue()).collect(joining(" ")))
                    .as(row[0])
                    .isEqualTo(row[1]);
        }
        assertThat(plan(StandardSchemas.group(), group,
                "{'op':'add','path':'members','value':{'value':'m1','type':'User'}}")
                .membersAfter(MEMBERS)).as("who is there stays as it is").isEqualTo(MEMBERS);
    }

    private static String memberOperation(Random random) {
        String a = "m" + random.nextInt(4);
        String b = "m" + random.nextInt(4);
        return switch (random.nextInt(8)) {
            case 0, 1 ->
                "{'op':'add','path':'members','value':[{'value':'" + a + "','type':'User'},{'value':'" + b + "'}]}";
            case 2 -> "{'op':'remove','path':'members','value':[{'value':'" + a + "'}]}";
            case 3 -> "{'op':'remove','path':'members[value eq \\'" + a + "\\' or value eq \\'" + b + "\\']'}";
            case 4 -> "{'op':'remove','path':'members[value gt \\'" + a + "\\']'}";
            case 5 -> "{'op':'replace','path':'members','value':[{'value':'" + a + "'}]}";
            case 6 -> "{'op':'remove','path':'members'}";
            default -> "{'op':'add','value':{'members':[{'value':'" + a + "','display':'d'}]}}";
        };
    }
}
