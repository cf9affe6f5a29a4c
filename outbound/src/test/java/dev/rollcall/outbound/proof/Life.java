package dev.rollcall.outbound.proof;

import dev.rollcall.outbound.house.OutboundHouse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What an identity provider does all day, by chance but the same for the same seed: people come, change, are blocked and go; groups
 * come, change their members and names, and go. Every change of a person carries a number that only grows, so that a target's
 * journal shows whether an older state ever followed a newer one.
 */
public final class Life {
    private final OutboundHouse house;
    private final Random random;
    private final Set<String> everybody = new LinkedHashSet<>();
    private final List<String> people = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private int number;

    public Life(OutboundHouse house, long seed) {
        this.house = house;
        this.random = new Random(seed);
    }

    /** So many changes. */
    public void goesOn(int changes) {
        for (int i = 0; i < changes; i++) {
            number++;
            change(random.nextInt(100));
        }
    }

    private void change(int dice) {
        if (people.size() < 5 || dice < 20) {
            String id = house.user("n" + number, "'displayName':'" + number + "'");
            people.add(id);
            everybody.add(house.userId(id));
        } else if (dice < 55) {
            house.patch(somebody(), "{'op':'replace','path':'displayName','value':'" + number + "'}");
        } else if (dice < 65) {
            house.patch(somebody(), "{'op':'replace','value':{'active':" + random.nextBoolean() + ",'displayName':'"
                    + number + "'}}");
        } else if (dice < 72) {
            String gone = people.remove(random.nextInt(people.size()));
            house.delete(gone);
        } else if (groups.isEmpty() || dice < 77) {
            groups.add(house.group("Group " + number, somebody()));
        } else if (dice < 88) {
            house.patchGroup(someGroup(),
                    "{'op':'add','path':'members','value':[{'value':'" + somebody() + "'},{'value':'"
                            + somebody() + "'}]}");
        } else if (dice < 94) {
            house.patchGroup(someGroup(), "{'op':'remove','path':'members[value eq \\'" + somebody() + "\\']'}");
        } else if (dice < 98) {
            house.patchGroup(someGroup(), "{'op':'replace','path':'displayName','value':'Group " + number + "'}");
        } else {
            house.deleteGroup(groups.remove(random.nextInt(groups.size())));
        }
    }

    /** Those who are there, by SCIM id. */
    public List<String> people() {
        return List.copyOf(people);
    }

    /** What everybody who ever was there is called. */
    public Set<String> everybody() {
        return Set.copyOf(everybody);
    }

    public List<String> groups() {
        return List.copyOf(groups);
    }

    private String somebody() {
        return people.get(random.nextInt(people.size()));
    }

    private String someGroup() {
        return groups.get(random.nextInt(groups.size()));
    }
}
