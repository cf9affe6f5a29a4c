package dev.rollcall.scim.bulk;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.bulk.BulkOperation.Change;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.scim.json.ScimJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BulkJobTest {
    private static final int PATH = 47;
    private static final int VERSION = 20;

    /** Notes what it is told, and refuses what has a certain text in it. */
    private static final class Notes implements BulkProvider {
        private final List<String> notes = new ArrayList<>();
        private final Set<String> refused = new HashSet<>();
        private final List<DataSize> sizes = new ArrayList<>();
        private int ids;
        private int turn = Integer.MAX_VALUE;

        @Override
        public Optional<ScimException> end() {
            return turn-- > 0 ? Optional.empty() : Optional.of(ScimException.of(503, "over"));
        }

        @Override
        public String newId() {
            return "id" + ids++;
        }

        @Override
        public BulkOutcome create(Change change, String id) {
            return told(change, "POST " + id + " " + change.data().orElseThrow());
        }

        @Override
        public BulkOutcome change(Change change) {
            return told(change, change.method() + " " + change.path()
                    + change.data().map(data -> " " + data).orElse(""));
        }

        private BulkOutcome told(Change change, String note) {
            sizes.add(change.size());
            if (refused.stream().anyMatch(note::contains)) {
                notes.add("refused " + note);
                return BulkOutcome.refused(ScimException.of(400, "no"), Optional.empty());
            }
            notes.add(note);
            return new BulkOutcome(200, true, Optional.of(location(change)), Optional.empty(), Optional.empty());
        }

        @Override
        public boolean takeBack(Change creation, String id) {
            notes.add("back " + id);
            return !refused.contains("back " + id);
        }

        @Override
        public String location(Change change) {
            return "https://x" + change.path();
        }
    }

    private final Notes provider = new Notes();

    @Test
    void whatReferredToComesFirst() {
        work(post("g", "'to':'bulkId:u'"), patch("/Users/7", "'a':1"), post("u", "'n':'u'"));
        assertThat(provider.notes).containsExactly("PATCH /Users/7 {\"a\":1}", "POST id1 {\"n\":\"u\"}",
                "POST id0 {\"to\":\"id1\"}");
    }

    @Test
    void theOrderIsThatOfTheRequestOtherwise() {
        work(delete("/Users/1"), post("a", "'n':'a'"), patch("/Users/2", "'x':1"), post("b", "'n':'b'"));
        assertThat(provider.notes).extracting(note -> note.split(" ")[0])
                .containsExactly("DELETE", "POST", "PATCH", "POST");
    }

    @Test
    void changesOfOneResourceKeepTheirOrder() {
        work(patch("/Groups/7", "'add':'bulkId:u'"), patch("Groups/7", "'x':2"), delete("/Groups/7"),
                post("u", "'n':1"));
        assertThat(provider.notes).containsExactly("POST id0 {\"n\":1}", "PATCH /Groups/7 {\"add\":\"id0\"}",
                "PATCH /Groups/7 {\"x\":2}", "DELETE /Groups/7");
    }

    @Test
    void referencesStandWhereverAnIdMay() {
        work(post("u", "'n':1"), patch("/Groups/bulkId:u", "'path':'members[value eq \\\"bulkId:u\\\"]',"
                + "'deep':[{'value':'bulkId:u','$ref':'https://x/Users/bulkId:u'}],'path2':'see bulkId:u'"));
        assertThat(provider.notes.getLast()).isEqualTo("PATCH /Groups/id0 {\"path\":\"members[value eq \\\"id0\\\"]\","
                + "\"deep\":[{\"value\":\"id0\",\"$ref\":\"https://x/Users/id0\"}],\"path2\":\"see bulkId:u\"}");
    }

    @Test
    void aCircleIsMadeInTheOrderOfTheRequest() {
        List<BulkResult> results = work(post("a", "'to':'bulkId:b'"), post("b", "'to':'bulkId:c'"),
                post("c", "'to':'bulkId:a'"), post("self", "'to':'bulkId:self'"),
                patch("/Groups/1", "'to':'bulkId:a'"));
        assertThat(results).hasSize(5).allMatch(result -> result.outcome().done());
        assertThat(provider.notes).hasSize(5);
        assertThat(provider.notes.getLast()).startsWith("PATCH");
        assertThat(String.join(" ", provider.notes)).doesNotContain("bulkId:");
    }

    @Test
    void whatRefersToSomethingThatIsNotMadeFails() {
        provider.refused.add("bad");
        List<BulkResult> results = work(post("a", "'to':'bulkId:b'"), post("b", "'to':'bulkId:c'"),
                post("c", "'n':'bad'"),
                patch("/Users/1", "'to':'bulkId:a'"), post("d", "'n':1"));
        assertThat(statuses(results)).containsExactly(409, 409, 400, 409, 200);
        assertThat(provider.notes).containsExactlyInAnyOrder("refused POST id2 {\"n\":\"bad\"}",
                "POST id3 {\"n\":1}");
    }

    @Test
    void aCircleWithOneThatIsNotMadeIsTakenBack() {
        provider.refused.add("bad");
        List<BulkResult> results = work(post("a", "'to':'bulkId:b'"), post("b", "'to':'bulkId:c'"),
                post("c", "'n':'bad','to':'bulkId:a'"), patch("/Groups/1", "'to':'bulkId:a'"));
        assertThat(statuses(results)).containsExactly(409, 409, 400, 409);
        assertThat(provider.notes).contains("back id0", "back id1").noneMatch(note -> note.startsWith("PATCH"));
        assertThat(results.getFirst().outcome().error().orElseThrow().path("detail").stringValue())
                .contains("bulkId:b");
    }

    @Test
    void whatCannotBeTakenBackIsSaid() {
        provider.refused.add("bad");
        provider.refused.add("back id0");
        List<BulkResult> results = work(post("a", "'to':'bulkId:b'"), post("b", "'n':'bad','to':'bulkId:a'"));
        assertThat(statuses(results)).containsExactly(409, 400);
        assertThat(results.getFirst().outcome().error().orElseThrow().path("detail").stringValue())
                .contains("Delete the resource id0");
    }

    @Test
    void failOnErrorsEndsItAndNothingHalfMadeStays() {
        provider.refused.add("bad");
        List<BulkResult> results = workWith("'failOnErrors':1,", post("a", "'to':'bulkId:b'"), post("x", "'n':'bad'"),
                post("b", "'to':'bulkId:a'"));
        assertThat(statuses(results)).containsExactly(409, 400);
        assertThat(provider.notes).contains("back id0").noneMatch(note -> note.startsWith("POST id2"));
    }

    @Test
    void theEndOfTheTurnRefusesTheOthersAndNothingHalfMadeStays() {
        provider.turn = 2;
        BulkJob job = new BulkJob(BulkRequest.parse(json(message("", post("x", "'n':1"), post("a", "'to':'bulkId:b'"),
                post("b", "'to':'bulkId:a'"), delete("/Users/1"))), limits(4)));
        assertThat(statuses(job.work(provider))).containsExactly(200, 409, 503, 503);
        assertThat(job.begun()).isEqualTo(2);
        assertThat(provider.notes).hasSize(3).endsWith("back id1");
    }

    @Test
    void failOnErrorsCountsThoseThatCouldNotBeRead() {
        assertThat(workWith("'failOnErrors':2,", "{'method':'GET','path':'/Users'}", "{}", delete("/Users/1")))
                .hasSize(2);
        assertThat(workWith("'failOnErrors':0,", "{}", "{}", delete("/Users/1"))).hasSize(3);
    }

    @Test
    void oneThatCannotBeReadLeavesTheOthersAlone() {
        List<BulkResult> results = work("{'method':'POST','path':'/Users','data':{}}",
                "{'method':'PUT','path':'/Users/1'}",
                "{'method':'DELETE'}", "17", "{'method':'delete','path':'/Users/1','version':7}",
                "{'METHOD':'delete','Path':'Users/1'}");
        assertThat(statuses(results)).containsExactly(400, 400, 400, 400, 400, 200);
        assertThat(provider.notes).containsExactly("DELETE /Users/1");
    }

    @Test
    void aNameThatNobodyHasOrTwoHaveIsRefused() {
        List<BulkResult> results = work(post("a", "'n':1"), post("a", "'n':2"), post("b", "'to':'bulkId:a'"),
                patch("/Users/1", "'to':'bulkId:nobody'"), delete("/Users/bulkId:nobody"));
        assertThat(statuses(results)).containsExactly(400, 400, 400, 400, 400);
        assertThat(provider.notes).isEmpty();
    }

    @Test
    void aThousandInOneCircleAreMade() {
        String[] ring = IntStream.range(0, 1000)
                .mapToObj(i -> post("u" + i, "'to':'bulkId:u" + (i + 1) % 1000 + "'"))
                .toArray(String[]::new);
        assertThat(work(ring)).hasSize(1000).allMatch(result -> result.outcome().done());
    }

    @Test
    void theAnswerHasWhatTheRfcAsksFor() {
        provider.refused.add("bad");
        List<BulkResult> results = work(post("a", "'n':1"), post("b", "'n':'bad'"));
        assertThat(BulkResponse.of(results))
                .isEqualTo(ScimJson
                        .tree(("{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkResponse'],'Operations':["
                                + "{'method':'POST','bulkId':'a','location':'https://x/Users','status':'200'},"
                                + "{'method':'POST','bulkId':'b','status':'400','response':{"
                                + "'schemas':['urn:ietf:params:scim:api:messages:2.0:Error'],'status':'400','detail':'no'}}]}")
                                .replace('\'', '"')));
    }

    @Test
    void whatIsNoBulkRequestIsRefused() {
        assertRefused("{'Operations':[]}", 400, "BulkRequest");
        assertRefused("{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest']}", 400, "Operations");
        assertRefused(message("'failOnErrors':'1',"), 400, "failOnErrors");
        assertRefused(message("'failOnErrors':-1,"), 400, "failOnErrors");
        assertRefused(message("", "{}", "{}", "{}"), 413, "maxOperations is 2");
    }

    @Test
    void aPathAndAVersionAreAsLongAsThoseOfARequest() {
        String path = "/Users?" + "é".repeat(20);
        List<BulkResult> results = work(delete(path), delete(path + "x"), delete("é".repeat(24)),
                "{'method':'DELETE','path':'/Users/2','version':'" + "v".repeat(VERSION) + "'}",
                "{'method':'DELETE','path':'/Users/3','version':'" + "v".repeat(VERSION + 1) + "'}",
                delete("/Users/4"));
        assertThat(statuses(results)).containsExactly(200, 414, 414, 200, 400, 200);
        assertThat(provider.notes).containsExactly("DELETE " + path, "DELETE /Users/2", "DELETE /Users/4");
        assertThat(detail(results, 1)).contains("limits.request-line", String.valueOf(PATH));
        assertThat(detail(results, 4)).contains("limits.headers", String.valueOf(VERSION));
    }

    @Test
    void dataIsAsLargeAsItIsOnTheWire() {
        String data = "{'a':'中文é\\\"\\n\\u0001','b':[1,-2.50,true,false,null,[],{}],'中':{'c':12345678901234567890}}";
        work("{'method':'PUT','path':'/Users/1','data':" + data + "}");
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        assertThat(provider.sizes).containsExactly(new DataSize(bytes.length, 12));
        int twelve = 12;
        assertThat(ScimJson.parse(data.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                JsonLimits.defaults().withMaxValues(twelve))).isNotNull();
        assertThatThrownBy(() -> ScimJson.parse(data.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                JsonLimits.defaults().withMaxValues(twelve - 1))).isInstanceOf(ScimException.class);
    }

    private static String detail(List<BulkResult> results, int index) {
        return results.get(index).outcome().error().orElseThrow().path("detail").stringValue();
    }

    private static BulkLimits limits(int operations) {
        return new BulkLimits(operations, PATH, VERSION);
    }

    private static void assertRefused(String body, int status, String part) {
        assertThatThrownBy(() -> BulkRequest.parse(json(body), limits(2))).isInstanceOfSatisfying(ScimException.class,
                refusal -> {
                    assertThat(refusal.status()).isEqualTo(status);
                    assertThat(refusal.detail()).contains(part);
                });
    }

    private List<BulkResult> work(String... operations) {
        return workWith("", operations);
    }

    private List<BulkResult> workWith(String more, String... operations) {
        return new BulkJob(BulkRequest.parse(json(message(more, operations)), limits(1000))).work(provider);
    }

    private static List<Integer> statuses(List<BulkResult> results) {
        return results.stream().map(result -> result.outcome().status()).toList();
    }

    private static String post(String bulkId, String data) {
        return "{'method':'POST','path':'/Users','bulkId':'" + bulkId + "','data':{" + data + "}}";
    }

    private static String patch(String path, String data) {
        return "{'method':'PATCH','path':'" + path + "','data':{" + data + "}}";
    }

    private static String delete(String path) {
        return "{'method':'DELETE','path':'" + path + "'}";
    }

    private static String message(String more, String... operations) {
        return "{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest']," + more + "'Operations':["
                + String.join(",", operations) + "]}";
    }

    private static ObjectNode json(String text) {
        return ScimJson.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonLimits.defaults());
    }
}
