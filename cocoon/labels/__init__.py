"""Label names as people write them and as searches compare them (pure): ``names`` normalises one."""
