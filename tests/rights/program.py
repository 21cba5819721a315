"""Equations over numbers of people, and the least and the most that fit them (HiGHS)."""

from collections.abc import Iterable
from typing import Any

import highspy as _untyped
import numpy as np

highspy: Any = _untyped


class Program:
    """Equations over kinds of people, and the least and the most that fit them."""

    def __init__(self) -> None:
        self._solver: Any = highspy.Highs()
        # Without presolve each question goes on from the solution of the one before.
        for name, value in (("output_flag", False), ("presolve", "off"), ("solver", "simplex")):
            self._solver.setOptionValue(name, value)
        self._index: dict[Any, int] = {}
        self.equations = 0

    def variable(self, name: Any) -> int:
        """The variable of a name: a number of people, from 0."""
        if name not in self._index:
            self._index[name] = len(self._index)
            self._solver.addVar(0.0, highspy.kHighsInf)
        return self._index[name]

    def equal(self, names: Iterable[Any], low: float, high: float | None = None) -> None:
        """That so many people are of these kinds; between two numbers where there are two."""
        columns = np.array(sorted({self.variable(name) for name in names}), dtype=np.int32)
        self._solver.addRow(
            low, low if high is None else high, len(columns), columns, np.ones(len(columns))
        )
        self.equations += 1

    def at_most(self, name: Any, names: Iterable[Any]) -> None:
        """That of one kind there are no more than of some others."""
        found = [(self.variable(name), 1.0), *((self.variable(n), -1.0) for n in names)]
        columns = np.array([c for c, _ in found], dtype=np.int32)
        factors = np.array([f for _, f in found])
        self._solver.addRow(-highspy.kHighsInf, 0.0, len(found), columns, factors)

    def range(self, names: Iterable[Any]) -> tuple[int, int] | None:
        """The least and the most people of some kinds; None where no numbers fit all equations."""
        columns = {self.variable(name) for name in names}
        for column in columns:
            self._solver.changeColCost(column, 1.0)
        ends: list[float] = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            self._solver.changeObjectiveSense(sense)
            self._solver.run()
            status = self._solver.getModelStatus()
            if status == highspy.HighsModelStatus.kInfeasible:
                return None
            assert status == highspy.HighsModelStatus.kOptimal, status
            ends.append(self._solver.getInfo().objective_function_value)
        for column in columns:
            self._solver.changeColCost(column, 0.0)
        # Numbers of people are whole.
        return int(np.ceil(ends[0] - 1e-6)), int(np.floor(ends[1] + 1e-6))
