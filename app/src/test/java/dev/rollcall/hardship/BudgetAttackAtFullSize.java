package dev.rollcall.hardship;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link BudgetAttackTest} does, at the size that did harm before there were budgets. Run by the profile full-size. */
class BudgetAttackAtFullSize {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Engine.class)
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void aBystanderGoesOnBesideAllAttacksAtOnce(Engine engine) throws Exception {
        new BudgetAttack(AttackSize.full()).run(engine, folder);
    }
}
