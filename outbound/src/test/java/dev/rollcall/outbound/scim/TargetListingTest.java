package dev.rollcall.outbound.scim;

import dev.rollcall.mapping.target.TargetKind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TargetListingTest {
    private static final String PAGE = "{\"totalResults\":500,\"Resources\":[{\"id\":\"r1\"},{\"id\":\"r2\"}]}";

    /** A page of a hundred users can be larger than what is read. */
    @Test
    void aPageThatIsTooLargeIsAskedForInHalvesAndLaterWholeAgain() {
        Scene scene = new Scene();
        scene.target.tooLarge(200).tooLarge(200).answer(200, PAGE);
        TargetListing.Page page = scene.page(TargetKind.USER, "");
        assertThat(page.resources()).hasSize(2);
        assertThat(page.next()).contains("startIndex=3");
        assertThat(scene.target.asked()).containsExactly("GET /Users?startIndex=1&count=100",
                "GET /Users?startIndex=1&count=50", "GET /Users?startIndex=1&count=25");
        IntStream.range(1, PageSize.WELL).forEach(_ -> {
            scene.target.answer(200, PAGE);
            scene.page(TargetKind.USER, "startIndex=3");
        });
        scene.target.answer(200, PAGE);
        scene.page(TargetKind.USER, "startIndex=3");
        assertThat(scene.target.asked().getLast()).endsWith("count=50");
    }

    /** Few bytes can be many objects: a tree of them would take many times what an answer is counted with. */
    @Test
    void aPageOfManyPartsIsAskedForInHalvesAsWell() {
        Scene scene = new Scene();
        String parts = "{},".repeat(BoundedJson.LIST_TOKENS / 2);
        scene.target.answer(200, "{\"Resources\":[" + parts + "{}]}").answer(200, PAGE);
        assertThat(scene.page(TargetKind.USER, "").resources()).hasSize(2);
        assertThat(scene.target.asked()).containsExactly("GET /Users?startIndex=1&count=100",
                "GET /Users?startIndex=1&count=50");
    }

    @Test
    void aGroupThatIsTooLargeByItselfComesWithoutItsMembers() {
        Scene scene = new Scene();
        IntStream.range(0, 7).forEach(_ -> scene.target.tooLarge(200));
        scene.target.answer(200, "{\"totalResults\":2,\"Resources\":[{\"id\":\"g1\"}]}");
        TargetListing.Page page = scene.page(TargetKind.GROUP, "");
        assertThat(page.withMembers()).isFalse();
        assertThat(page.next()).contains("startIndex=2");
        assertThat(scene.target.asked()).endsWith("GET /Groups?startIndex=1&count=1",
                "GET /Groups?excludedAttributes=members&startIndex=1&count=1");
        scene.target.answer(200, "{\"totalResults\":2,\"Resources\":[{\"id\":\"g2\"}]}");
        assertThat(scene.page(TargetKind.GROUP, "startIndex=2").withMembers()).isTrue();
    }

    @Test
    void oneUserWhoIsTooLargeCannotBeListed() {
        Scene scene = new Scene();
        IntStream.range(0, 7).forEach(_ -> scene.target.tooLarge(200));
        assertThatExceptionOfType(TargetListingException.class)
                .isThrownBy(() -> scene.page(TargetKind.USER, ""))
                .withMessageContaining("GET /Users: was answered with more than ")
                .satisfies(failure -> assertThat(failure.isPassing()).isFalse());
    }
}
