package dev.rollcall.hardship;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Four connections, and what each does at the same time: lists and grows large users; sends the heaviest bodies; sends
 * PATCHes that are much work, and scans; writes and reads a very large group.
 */
final class Attacks {
    static final String LISTS = "lists of large users";
    static final String GROWTH = "a user that grows";
    static final String BODIES = "heavy bodies";
    static final String PLANS = "PATCHes of much work";
    static final String SCANS = "scans";
    static final String COUNTS = "broad counts";
    static final String GROUPS = "a large group";

    /** How many connections attack. */
    static final int CONNECTIONS = 4;

    private static final int LARGE_KILOBYTES = 950;
    private static final int LISTERS = 3;
    private static final int PLANNERS = 4;
    private static final int SCANNERS = 30;
    private static final int COUNTERS = 4;
    private static final int GROWN = 30;
    private static final int PAGE = 400;

    private final AttackSize size;
    private final AttackTargets targets;
    private final Tenant lists;
    private final Tenant bodies;
    private final Tenant plans;
    private final Tenant groups;
    private final List<Attack> all = new ArrayList<>();

    /** @param tenants as many as {@link #CONNECTIONS} */
    Attacks(AttackSize size, List<Tenant> tenants, AttackTargets targets) {
        this.size = size;
        this.targets = targets;
        this.lists = tenants.get(0);
        this.bodies = tenants.get(1);
        this.plans = tenants.get(2);
        this.groups = tenants.get(3);
        addLists();
        addGrowth();
        addBodies();
        addPlans();
        addScans();
        addGroups();
    }

    List<Attack> all() {
        return List.copyOf(all);
    }

    /** Every page of the large users is right, and together they are all of them. */
    static Walk walkLargeUsers(Tenant lists) {
        return Walk.through(lists, "/Users?count=" + PAGE);
    }

    private void addLists() {
        String search = """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"count":%d,"sortBy":"title"}
            """.formatted(PAGE);
        String scan = """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"count":%d,"filter":"notes co \\"zz\\""}
            """.formatted(PAGE);
        all.add(new Attack(LISTS, LISTERS, round -> switch (round % 4) {
            case 0 -> lists.unread("GET", "/Users?count=" + PAGE);
            case 1 -> lists.unread("GET", "/Users?sortBy=title&count=" + PAGE);
            case 2 -> lists.unread("POST", "/Users/.search", search);
            default -> lists.unread("POST", "/.search", scan);
        }));
    }

    private void addGrowth() {
        all.add(new Attack(GROWTH, 2, round -> lists.unread(
                "PATCH", targets.grown(), Bodies.patch(HeavyBodies.growth(round % GROWN, LARGE_KILOBYTES)))));
    }

    private void addBodies() {
        AtomicInteger names = new AtomicInteger();
        all.add(new Attack(BODIES, size.bodies(), round -> {
            String name = "m" + names.incrementAndGet();
            return bodies.unread("POST", "/Users", round % 2 == 0
                    ? HeavyBodies.emptyObjects(name)
                    : HeavyBodies.permittedObjects(name));
        }));
    }

    private void addPlans() {
        // What is refused is tried with half, down to what is just allowed: that is what costs the most.
        List<String> patches = List.of(HeavyBodies.removals(480), HeavyBodies.removals(60),
                HeavyBodies.additions(1_000),
                HeavyBodies.removals(30), HeavyBodies.removals(15), HeavyBodies.additions(90), HeavyBodies.removals(7));
        all.add(new Attack(PLANS, PLANNERS,
                round -> plans.unread("PATCH", targets.emails(), patches.get(round % patches.size()))));
    }

    private void addScans() {
        all.add(new Attack(SCANS, SCANNERS, _ -> plans.unread("GET", "/Users?filter=title%20co%20%22zz%22")));
        all.add(new Attack(COUNTS, COUNTERS, round -> plans.unread("GET",
                "/Users?filter=not%20(userName%20eq%20%22x%22)&count=100&startIndex=" + (1 + round * 100 % 1_000))));
    }

    private void addGroups() {
        String odd = Bodies.group("Large", Bodies.ids(2, size.members()));
        String even = evenGroup(size);
        all.add(new Attack(GROUPS, size.writers(),
                round -> groups.unread("PUT", targets.group(), round % 2 == 0 ? odd : even)));
        all.add(new Attack(GROUPS, 2, _ -> groups.unread("GET", targets.group())));
    }

    /** What the large group is made of, and becomes again with every second PUT. */
    static String evenGroup(AttackSize size) {
        return Bodies.group("Large", Bodies.ids(1, size.members()));
    }
}
