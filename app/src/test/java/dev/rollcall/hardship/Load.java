package dev.rollcall.hardship;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One client that creates, labels and deletes users and puts them into groups, until it is no longer answered. It works
 * on users of its own, so that it knows what they must look like.
 */
final class Load {
    private static final int UNAVAILABLE = 503;
    private static final int PAUSE_MILLIS = 100;

    private final Tenant tenant;
    private final String name;
    private final List<String> groups;
    private final Random random;
    private final CountDownLatch acknowledged;
    private final List<Known> users = new ArrayList<>();
    private int created;
    private int labels;

    /** @param acknowledged counts the writes that were acknowledged */
    Load(Tenant tenant, String name, List<String> groups, Random random, CountDownLatch acknowledged) {
        this.tenant = tenant;
        this.name = name;
        this.groups = groups;
        this.random = random;
        this.acknowledged = acknowledged;
    }

    /** What it knows, once it has ended. */
    List<Known> users() {
        return users;
    }

    /** Works until the server does not answer any more. */
    void untilDeath() throws InterruptedException {
        while (step()) {
            acknowledged.countDown();
        }
    }

    /**
     * Works on through times in which the database is away.
     *
     * @param enough when to end; it counts what was acknowledged
     */
    void through(CountDownLatch enough) throws InterruptedException {
        while (enough.getCount() > 0) {
            if (step()) {
                acknowledged.countDown();
                enough.countDown();
            } else {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** One request. @return whether it was acknowledged */
    private boolean step() {
        List<Known> usable = users.stream().filter(Known::usable).toList();
        int dice = random.nextInt(100);
        if (usable.isEmpty() || dice < 40) {
            return create();
        }
        Known user = usable.get(random.nextInt(usable.size()));
        if (dice < 75) {
            return label(user);
        }
        return dice < 92 && !user.inSomeGroup() ? join(user) : dice < 95 ? delete(user) : label(user);
    }

    private boolean create() {
        Known user = new Known(name + "-" + created++);
        users.add(user);
        try {
            Reply reply = tenant.post("/Users", Bodies.user(user.userName()));
            if (!done(reply, 201)) {
                return false;
            }
            user.created(reply.id());
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Sets two attributes at once, so that half a change would show. */
    private boolean label(Known user) {
        String label = "label-" + labels++;
        String body = Bodies.patch(Bodies.replace("title", label), Bodies.replace("nickName", label));
        try {
            if (done(tenant.patch("/Users/" + user.id().orElseThrow(), body), 200)) {
                user.labelled(label);
                return true;
            }
        } catch (UncheckedIOException e) {
            // Whether it was done is open.
        }
        user.maybeLabelled(label);
        return false;
    }

    private boolean join(Known user) {
        String group = groups.get(random.nextInt(groups.size()));
        try {
            if (done(tenant.patch("/Groups/" + group, Bodies.addMember(user.id().orElseThrow())), 200, 204)) {
                user.joined(group);
                return true;
            }
        } catch (UncheckedIOException e) {
            // Whether it was done is open.
        }
        user.maybeJoined();
        return false;
    }

    private boolean delete(Known user) {
        try {
            if (done(tenant.delete("/Users/" + user.id().orElseThrow()), 204)) {
                user.deleted();
                return true;
            }
        } catch (UncheckedIOException e) {
            // Whether it was done is open.
        }
        user.maybeDeleted();
        return false;
    }

    /** While the database is away the server says so; whether the write was done is open then. */
    private static boolean done(Reply reply, Integer... statuses) {
        if (reply.status() == UNAVAILABLE) {
            return false;
        }
        assertThat(reply.status()).as(reply::toString).isIn((Object[]) statuses);
        return true;
    }
}
