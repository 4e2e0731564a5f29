kubectl taint node node03 dedicated-
