package dev.rollcall.hardship;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All attacks at once hurt nobody but the attackers. {@link BudgetAttackAtFullSize} is the same with more of everything. */
@Tag("load")
class BudgetAttackTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aBystanderGoesOnBesideAllAttacksAtOnce(Engine engine) throws Exception {
        new BudgetAttack(AttackSize.small()).run(engine, folder);
    }
}
