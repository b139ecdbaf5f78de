"""Compare label names as people write them (pure): ``names`` normalises one."""
