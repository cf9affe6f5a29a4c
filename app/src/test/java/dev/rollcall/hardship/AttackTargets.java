package dev.rollcall.hardship;

import java.util.List;

/**
 * What the attacks are aimed at, made before anything is measured and before the attackers give way to all others.
 *
 * @param grown the path of a user that grows
 * @param emails the path of a user with nearly as many addresses as it may have
 * @param group the path of the large group
 */
record AttackTargets(String grown, String emails, String group) {
    private static final int LARGE_KILOBYTES = 950;
    private static final int SEEDERS = 8;

    /** Makes them, and the users that are listed and looked through. @param tenants as {@link Attacks} has them */
    static AttackTargets make(AttackSize size, List<Tenant> tenants) throws Exception {
        Tenant lists = tenants.get(0);
        Tenant plans = tenants.get(2);
        Tenant groups = tenants.get(3);
        Crowd.results(SEEDERS, seeder -> {
            for (int i = seeder; i < size.largeUsers(); i += SEEDERS) {
                lists.post("/Users", HeavyBodies.largeUser("large-" + i, LARGE_KILOBYTES)).expect(201);
            }
            for (int i = seeder; i < size.smallUsers(); i += SEEDERS) {
                plans.post("/Users", Bodies.user("small-" + i)).expect(201);
            }
            return true;
        });
        String grown = lists.post("/Users", Bodies.user("grown")).expect(201).id();
        String emails = plans.post("/Users", HeavyBodies.manyEmails("emails")).expect(201).id();
        String group = groups.post("/Groups", Attacks.evenGroup(size)).expect(201).id();
        return new AttackTargets("/Users/" + grown, "/Users/" + emails, "/Groups/" + group);
    }

    /** All of it on one line, for {@link #read}. */
    String line() {
        return grown + " " + emails + " " + group;
    }

    static AttackTargets read(String line) {
        String[] paths = line.split(" ");
        return new AttackTargets(paths[0], paths[1], paths[2]);
    }
}
