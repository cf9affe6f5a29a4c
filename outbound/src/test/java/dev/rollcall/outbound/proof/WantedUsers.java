package dev.rollcall.outbound.proof;

import dev.rollcall.directory.person.Person;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.mapping.target.TargetRows;
import dev.rollcall.outbound.house.OutboundHouse;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** What a target is to have of a house's users by the usual rows. */
public final class WantedUsers {
    private final OutboundHouse house;
    private final TargetMapping mapping = TargetMapping.parse(TargetKind.USER, TargetRows.usual(TargetKind.USER),
            MappingLimits.defaults());

    public WantedUsers(OutboundHouse house) {
        this.house = house;
    }

    /** What it is to have of the user with that SCIM id; empty for one who has no e-mail address. */
    public ObjectNode of(String id) {
        record Read(Person person, ObjectNode profile) {}

        Read read = house.storage.read(Share.HOUSE, session -> {
            Person person = house.profiles.find(session, new PersonKey(house.connection.id(), id)).orElseThrow();
            return new Read(person, PersonProfiles.of(
                    person, house.profiles.inForce(session, person.connection()), house.clock.instant()));
        });
        return mapping.body(read.profile(), OutboundHouse.json("{}"), TargetMapping.Purpose.UPDATE, new Random(1))
                .resource();
    }
}
