package dev.rollcall.hardship;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** One client that makes users, gives them other names and deletes some, until the server is dead or enough is done. */
final class OutboundLoad {
    private static final int RENAMES_IN_TEN = 6;
    private static final int DELETIONS_IN_TEN = 1;

    private final Tenant tenant;
    private final String name;
    private final Random random;
    private final CountDownLatch enough;
    private final List<String> ids = new ArrayList<>();
    private int made;
    private int named;

    /** @param enough counted down by each acknowledged write */
    OutboundLoad(Tenant tenant, String name, Random random, CountDownLatch enough) {
        this.tenant = tenant;
        this.name = name;
        this.random = random;
        this.enough = enough;
    }

    /** Goes on until a request is not answered, because the server is dead. */
    void untilDeath() {
        try {
            while (true) {
                step();
            }
        } catch (UncheckedIOException dead) {
            // What was under way may be in force or not: the target is compared with what is there in the end.
        }
    }

    /** Goes on until enough is done; a request that a dying or frozen node does not answer is left. */
    void untilEnough() {
        while (enough.getCount() > 0) {
            try {
                step();
            } catch (UncheckedIOException dead) {
                Thread.onSpinWait();
            }
        }
    }

    private void step() {
        int choice = random.nextInt(10);
        if (ids.isEmpty() || choice >= RENAMES_IN_TEN + DELETIONS_IN_TEN) {
            made++;
            Reply reply = tenant.post("/Users", user(name + "-" + made));
            if (reply.status() == 201) {
                ids.add(reply.id());
            }
        } else if (choice < RENAMES_IN_TEN) {
            named++;
            String path = "/Users/" + ids.get(random.nextInt(ids.size()));
            // Names of one user grow: that shows at the target whether its order was kept.
            tenant.patch(path, Bodies.patch(Bodies.replace("displayName", "n%08d".formatted(named))));
        } else {
            tenant.delete("/Users/" + ids.remove(random.nextInt(ids.size())));
        }
        enough.countDown();
    }

    private static String user(String name) {
        return """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"externalId":"%1$s","userName":"%1$s@example.com",
            "active":true,"displayName":"n00000000","emails":[{"primary":true,"type":"work","value":"%1$s@example.com"}]}
            """.formatted(
                name);
    }
}
