package dev.rollcall.directory.resource;

import dev.rollcall.directory.resource.Computation.Parts;
import dev.rollcall.directory.resource.MemberPages.Beginning;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.resource.Projection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The resources of one list answer, rendered as they come.
 *
 * <p>Guarantees: they take no more than {@link ResourceLimits#pageBytes} bytes in all; the page ends before the resource that
 * would pass them, and a client that walks on from {@code startIndex + itemsPerPage} misses nothing. Its first resource is in
 * it whatever its size: one with more members than that is written piece by piece.
 */
final class ListPage {
    private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);
    private static final int ENVELOPE = 256;
    /** So few that what is computed for them, their groups above all, is never much. */
    private static final int AT_ONCE = 50;

    private final ReadSession session;
    private final ScimCall call;
    private final ResourceLimits limits;
    private final MemberPages memberPages;
    private final Rendering rendering;
    private final List<byte[]> rendered = new ArrayList<>();
    private Optional<JsonBody> large = Optional.empty();
    private long bytes;
    private boolean ended;

    ListPage(ReadSession session, ScimCall call, ResourceLimits limits, MemberPages memberPages) {
        this.session = session;
        this.call = call;
        this.limits = limits;
        this.memberPages = memberPages;
        this.rendering = Rendering.of(call);
    }

    /** How many resources are on it. */
    int size() {
        return rendered.size() + (large.isPresent() ? 1 : 0);
    }

    /** Whether it takes no more. */
    boolean ended() {
        return ended;
    }

    /** It takes no more, because what would follow was not read. */
    void end() {
        ended = true;
    }

    /** Adds resources up to the one that would not fit. */
    void add(List<StoredResource> resources, Projection projection) {
        Parts parts = Lists.parts(projection);
        for (int from = 0; from < resources.size() && !ended; from += AT_ONCE) {
            List<StoredResource> some = resources.subList(from, Math.min(resources.size(), from + AT_ONCE));
            new Computation(session, call).each(some, parts, (resource, computed) -> {
                add(resource, computed, parts.members() && call.kind(resource).hasMembers(), projection);
                return !ended;
            });
        }
    }

    private void add(StoredResource resource, Computed computed, boolean withMembers, Projection projection) {
        Beginning members = withMembers ? memberPages.first(session.members(), resource) : Beginning.NOBODY;
        while (members.goesOn() && fits(members)) {
            members = memberPages.more(session.members(), resource, members);
        }
        if (!members.goesOn()) {
            add(rendering.bytes(resource, computed.with(members.members()), projection));
            return;
        }
        if (size() == 0) {
            Beginning beginning = members;
            large = Optional.of(JsonBody.pieces(
                    out -> memberPages.write(out, rendering, resource, computed, beginning, projection)));
        }
        ended = true;
    }

    private void add(byte[] resource) {
        if (size() > 0 && bytes + resource.length > limits.pageBytes()) {
            ended = true;
            return;
        }
        rendered.add(resource);
        bytes += resource.length + 1;
    }

    private boolean fits(Beginning members) {
        return bytes + (long) members.members().size() * Rendering.MEMBER_SIZE < limits.pageBytes();
    }

    /** The ListResponse; the number of resources is said before they come. */
    JsonBody message(long total, int startIndex) {
        return message(",\"totalResults\":" + total + ",\"startIndex\":" + startIndex);
    }

    /** The ListResponse of a page of a walk (RFC 9865 section 2). @param nextCursor only of characters that JSON takes as they are */
    JsonBody message(OptionalLong total, Optional<String> nextCursor) {
        StringBuilder head = new StringBuilder();
        total.ifPresent(known -> head.append(",\"totalResults\":").append(known));
        nextCursor.ifPresent(cursor -> head.append(",\"nextCursor\":\"").append(cursor).append('"'));
        return message(head.toString());
    }

    private JsonBody message(String head) {
        Utf8Builder out = new Utf8Builder(ENVELOPE + head.length() + (int) bytes);
        out.raw("{\"schemas\":[\"" + Urns.LIST_RESPONSE + "\"]")
                .raw(head)
                .raw(",\"itemsPerPage\":")
                .raw(Integer.toString(size()))
                .raw(",\"Resources\":[");
        for (int i = 0; i < rendered.size(); i++) {
            if (i > 0) {
                out.raw(",");
            }
            out.raw(rendered.get(i));
        }
        return large.<JsonBody>map(resource -> JsonBody.pieces(stream -> write(stream, out, resource)))
                .orElseGet(() -> JsonBody.of(out.raw(END).toBytes()));
    }

    private static void write(OutputStream stream, Utf8Builder envelope, JsonBody resource) throws IOException {
        stream.write(envelope.toBytes());
        resource.writeTo(stream);
        stream.write(END);
    }
}
