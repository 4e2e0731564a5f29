kubectl label nodes node01 node03 disktype=ssd
