package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.ScimTarget.Update;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Deletes one resource at the target, or sets its {@code active} to false, in the way that the target takes. */
final class ResourceEnd {
    private final TargetConnection target;
    private final ScimExchange exchange;
    private final EndpointQuirks quirks;
    private final ResourceRequests requests;

    /** @param kind {@code /Users} or {@code /Groups} */
    ResourceEnd(TargetConnection target, ScimExchange exchange, String kind) {
        this.target = target;
        this.exchange = exchange;
        this.quirks = new EndpointQuirks(target.quirks(), kind);
        this.requests = new ResourceRequests(target, exchange, kind);
    }

    /** The resource as the target shows it; empty when it has none of that id. */
    Optional<ObjectNode> read(String id) {
        return requests.read(id);
    }

    /** Sets {@code active} to false; whether the resource was there. */
    boolean deactivate(String id, Optional<ObjectNode> shown) {
        Update byPatch = ChangeWays.byPatch(target.settings(), quirks);
        ChangeWays ways = new ChangeWays(quirks, exchange, byPatch, quirks.takesNoPatch() ? Update.PUT : byPatch);
        while (true) {
            TargetReply reply;
            if (ways.now() == Update.PUT) {
                Optional<ObjectNode> resource = shown.or(() -> requests.read(id));
                if (resource.isEmpty()) {
                    return false;
                }
                ObjectNode inactive = resource.get().deepCopy();
                inactive.remove(List.of("meta", "groups"));
                inactive.put("active", false);
                reply = requests.put(id, inactive, Optional.empty());
            } else {
                reply = requests.patch(id, TargetPatch.active(false, ways.now() == Update.PATCH_BY_PATH),
                        Optional.empty());
            }
            if (reply.status() == 404) {
                return false;
            }
            if (reply.status() == 200 || reply.status() == 204) {
                ways.taken();
                return true;
            }
            if (!ways.another(reply)) {
                throw exchange.unusable(reply);
            }
        }
    }

    /** Deletes it; whether it was there. */
    boolean delete(ScimRun run, String id) {
        Optional<String> etag = run.inDoubt()
                ? Optional.empty()
                : run.remote().filter(known -> known.remoteId().equals(Optional.of(id))).flatMap(RemoteRecord::etag);
        for (int conflicts = 0;; conflicts++) {
            TargetReply reply = requests.delete(id, etag);
            if (reply.status() == 404 || reply.status() == 410) {
                return false;
            }
            if (reply.status() == 412 && etag.isPresent() && conflicts == 0) {
                etag = Optional.empty();
            } else if (reply.status() == 200 || reply.status() == 204) {
                return true;
            } else {
                throw reply.ok() ? ScimReading.shape(reply, "200 or 204", true) : exchange.unusable(reply);
            }
        }
    }
}
